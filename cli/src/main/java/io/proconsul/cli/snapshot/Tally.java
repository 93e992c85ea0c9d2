package io.proconsul.cli.snapshot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and sizes under names. Used by one thread. */
final class Tally {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
  private static final int STEP = 1024;

  private final Map<String, Line> lines = new TreeMap<>();
  private long total;

  /** How many there are of a name, and how many bytes those have. */
  record Line(String name, long count, long size) {}

  void add(String name, long size) {
    lines.merge(
        name,
        new Line(name, 1, size),
        (sum, one) -> new Line(name, sum.count + 1, sum.size + one.size));
    total += size;
  }

  long total() {
    return total;
  }

  /** The largest first. */
  List<Line> lines() {
    List<Line> sorted = new ArrayList<>(lines.values());
    sorted.sort(Comparator.comparingLong(Line::size).reversed());
    return sorted;
  }

  /** As Consul shows sizes: one digit behind the point, unless it is 0. */
  static String shown(long bytes) {
    int unit = 0;
    BigDecimal value = BigDecimal.valueOf(bytes);
    while (value.compareTo(BigDecimal.valueOf(STEP)) >= 0 && unit < UNITS.length - 1) {
      value = value.divide(BigDecimal.valueOf(STEP));
      unit++;
    }
    String text = value.setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + UNITS[unit];
  }
}
