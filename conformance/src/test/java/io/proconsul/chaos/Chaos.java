package io.proconsul.chaos;

import io.proconsul.chaos.site.NamespaceSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The run by hand, which {@code bench/chaos} starts. Exit code 1 when something failed. */
public final class Chaos {
  private static final Set<String> OPTIONS = Set.of(
      "minutes", "seed", "bin", "out", "servers", "clients", "only", "network", "default-reads");

  private Chaos() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options = options(args);
    boolean namespaces = !options.getOrDefault("network", "namespaces").equals("loopback");
    String missing = namespaces ? NamespaceSite.missing() : "";
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(missing + "; --network loopback does without");
    }
    Path executable = Path.of(options.getOrDefault("bin", "bin/consul")).toAbsolutePath();
    if (!Files.isExecutable(executable)) {
      throw new IllegalArgumentException("no executable " + executable);
    }
    double minutes = Double.parseDouble(options.getOrDefault("minutes", "3"));
    Plan plan = new Plan(
        executable,
        options.containsKey("seed") ? Long.parseLong(options.get("seed")) : System.nanoTime(),
        Duration.ofMillis((long) (minutes * 60_000)),
        Integer.parseInt(options.getOrDefault("servers", "3")),
        Integer.parseInt(options.getOrDefault("clients", "2")),
        options.getOrDefault("only", ""),
        namespaces,
        options.getOrDefault("default-reads", "report").equals("strict"),
        true);
    ChaosRun.Result result = ChaosRun.run(plan);
    System.out.println(result.report());
    if (options.containsKey("out")) {
      Files.writeString(Path.of(options.get("out")), result.report());
    }
    System.exit(result.failures().isEmpty() ? 0 : 1);
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (!OPTIONS.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "unknown option or no value: " + args[i] + "; there are --" + OPTIONS);
      }
      options.put(name, args[i + 1]);
    }
    return options;
  }
}
