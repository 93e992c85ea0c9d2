package io.proconsul.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was measured of one scenario: figure, executable, then a value for each round. */
final class Figures {
  private final String scenario;
  private final Map<String, Map<String, List<Double>>> values = new TreeMap<>();

  Figures(String scenario) {
    this.scenario = scenario;
  }

  void add(String executable, Map<String, Double> measured) {
    measured.forEach((figure, value) -> values
        .computeIfAbsent(figure, _ -> new LinkedHashMap<>())
        .computeIfAbsent(executable, _ -> new ArrayList<>())
        .add(value));
  }

  /** A line for each figure: the medians, and their ratios to the anchor. */
  List<String> lines(String anchor) {
    List<String> lines = new ArrayList<>();
    values.forEach((figure, byExecutable) -> {
      StringBuilder line = new StringBuilder();
      line.append(String.format(Locale.ROOT, "%-10s %-20s", scenario, figure));
      byExecutable.forEach((name, rounds) ->
          line.append(String.format(Locale.ROOT, "  %s=%.2f", name, median(rounds))));
      double base = median(byExecutable.getOrDefault(anchor, List.of()));
      byExecutable.forEach((name, rounds) -> {
        if (!name.equals(anchor) && base > 0) {
          line.append(
              String.format(Locale.ROOT, "  %s/%s=%.2f", name, anchor, median(rounds) / base));
        }
      });
      lines.add(line.toString());
    });
    return lines;
  }

  static double median(List<Double> values) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
