package io.proconsul.cli.flag;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines as Consul's help does: not as soon as a line is full, but so that the
 * squares of what is left empty, over all lines but the last, are fewest together.
 */
final class Paragraph {
  /** What a word costs that is longer than a line: more than any other way. */
  private static final long TOO_LONG = 100_000;

  private final String[] words;
  private final int width;

  /** The least cost of the words from each on, and where the second line then begins. */
  private final long[] costs;

  private final int[] breaks;

  private Paragraph(String text, int width) {
    words = text.strip().replace('\n', ' ').split(" ", -1);
    this.width = width;
    costs = new long[words.length];
    breaks = new int[words.length];
  }

  static List<String> lines(String text, int width) {
    Paragraph paragraph = new Paragraph(text, width);
    for (int from = paragraph.words.length - 1; from >= 0; from--) {
      paragraph.decide(from);
    }
    return paragraph.broken();
  }

  /** All breaks behind this word are decided. */
  private void decide(int from) {
    costs[from] = Long.MAX_VALUE;
    int length = -1;
    for (int next = from + 1; next < words.length; next++) {
      length += 1 + words[next - 1].length();
      long left = (long) width - length;
      long cost = left * left + (left < 0 ? TOO_LONG : 0) + costs[next];
      if (cost < costs[from]) {
        costs[from] = cost;
        breaks[from] = next;
      }
    }
    length += 1 + words[words.length - 1].length();
    if (length <= width || from == words.length - 1) {
      // What is left empty on the last line costs nothing.
      costs[from] = 0;
      breaks[from] = words.length;
    }
  }

  private List<String> broken() {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < words.length; from = breaks[from]) {
      lines.add(String.join(" ", List.of(words).subList(from, breaks[from])));
    }
    return lines;
  }
}
