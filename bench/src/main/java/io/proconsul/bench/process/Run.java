package io.proconsul.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code bench/run}: every scenario in turn for each executable, round by round, so that a drift of
 * the machine hits all alike. Prints medians and their ratios to the executable named last.
 */
public final class Run {
  private Run() {}

  private static Map<String, Scenario> scenarios() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    all.put("start", ProcessScenarios::start);
    all.put("cli", ProcessScenarios::command);
    all.put("kv_put_1", Scenario.durable(ServerScenarios::putKeys));
    all.put("kv_get", Scenario.durable(ServerScenarios::getKeys));
    all.put("health", Scenario.durable(ServerScenarios::health));
    all.put("dns", Scenario.durable(ServerScenarios::dns));
    all.put("register", Scenario.durable(ServerScenarios::registrations));
    all.put("watch", Scenario.durable(WatchScenario::measure));
    all.put("restart", ProcessScenarios::restart);
    return all;
  }

  @SuppressWarnings("SystemOut") // the figures are what this program is for
  public static void main(String[] words) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return;
    }
    for (var scenario : scenarios().entrySet()) {
      if (arguments.only().isEmpty() || arguments.only().contains(scenario.getKey())) {
        run(scenario.getKey(), scenario.getValue(), arguments);
      }
    }
  }

  @SuppressWarnings("SystemOut")
  private static void run(String name, Scenario scenario, Arguments arguments) {
    Figures figures = new Figures(name);
    String anchor = "";
    for (int round = 0; round < arguments.pace().rounds(); round++) {
      for (var executable : arguments.executables().entrySet()) {
        anchor = executable.getKey();
        try {
          figures.add(anchor, scenario.measure(executable.getValue(), arguments.pace()));
        } catch (IOException e) {
          System.err.println("! " + name + " " + anchor + ": " + e.getMessage());
        }
      }
    }
    figures.lines(anchor).forEach(System.out::println);
    System.out.println(name + ": load average " + loadAverage());
  }

  private static String loadAverage() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (IOException e) {
      return "unknown";
    }
  }
}
