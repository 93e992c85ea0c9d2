package io.proconsul.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Starting: an agent, a command, and a server whose process was killed. */
final class ProcessScenarios {
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(2);
  private static final int COMMANDS = 12;
  private static final int UNCOUNTED = 2;
  private static final int TRANSACTIONS = 1_600;
  private static final int KEYS_EACH = 64;

  private ProcessScenarios() {}

  /** From exec to the first write that is done, then memory when nothing happens any more. */
  static Map<String, Double> start(Path executable, Arguments.Pace pace) throws IOException {
    try (ServerProcess server = ServerProcess.dev(executable)) {
      double seconds = server.awaitWritable();
      double processor = server.processorTime().toMillis();
      LockSupport.parkNanos(UNTIL_IDLE.toNanos());
      return Map.of(
          "start_s", seconds,
          "start_cpu_ms", processor,
          "idle_rss_mb", server.residentMegabytes());
    }
  }

  /** {@code consul kv get}, the whole process. */
  static Map<String, Double> command(Path executable, Arguments.Pace pace) throws IOException {
    try (ServerProcess server = ServerProcess.dev(executable)) {
      server.awaitWritable();
      server.put("/v1/kv/foo", "23");
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < COMMANDS; i++) {
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "kv", "get", "foo");
        builder.environment().put("CONSUL_HTTP_ADDR", "127.0.0.1:" + server.httpPort());
        long before = System.nanoTime();
        Process process = builder.redirectErrorStream(true).start();
        byte[] out = process.getInputStream().readAllBytes();
        if (i >= UNCOUNTED) {
          millis.add((System.nanoTime() - before) / 1e6);
        }
        String text = new String(out, StandardCharsets.UTF_8).strip();
        if (!text.equals("23")) {
          throw new IOException("kv get: " + text);
        }
      }
      return Map.of("kv_get_ms", Figures.median(millis));
    }
  }

  /** Many keys, {@code kill -9}, and a start on the same data: nothing may be lost. */
  static Map<String, Double> restart(Path executable, Arguments.Pace pace) throws IOException {
    try (ServerProcess server = ServerProcess.durable(executable)) {
      server.awaitWritable();
      for (int batch = 0; batch < TRANSACTIONS; batch++) {
        ServerProcess.Answer answer = server.put("/v1/txn", transaction(batch * KEYS_EACH));
        if (answer.status() != 200) {
          throw new IOException("txn: " + answer.text());
        }
      }
      double resident = server.residentMegabytes();
      server.kill();
      server.startAgain();
      double seconds = server.awaitWritable();
      int found = server.get("/v1/kv/r/?keys").text().split(",", -1).length;
      return Map.of(
          "recover_s", seconds,
          "lost_keys", (double) TRANSACTIONS * KEYS_EACH - found,
          "rss_mb", resident);
    }
  }

  private static String transaction(int from) {
    String value =
        Base64.getEncoder().encodeToString("v".repeat(100).getBytes(StandardCharsets.UTF_8));
    List<String> operations = new ArrayList<>();
    for (int i = from; i < from + KEYS_EACH; i++) {
      operations.add(
          "{\"KV\":{\"Verb\":\"set\",\"Key\":\"r/" + i + "\",\"Value\":\"" + value + "\"}}");
    }
    return "[" + String.join(",", operations) + "]";
  }
}
