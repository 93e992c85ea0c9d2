package io.proconsul.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A table of texts: each column as wide as its widest cell, then a gap. The last is not padded. */
public final class Columns {
  private final String gap;
  private final List<String[]> rows = new ArrayList<>();

  /** @param gap how many spaces stand between columns */
  public Columns(int gap) {
    this.gap = " ".repeat(gap);
  }

  public Columns row(String... cells) {
    rows.add(cells);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The rows, each on its line; no newline behind the last. */
  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        text.append(row[i]);
        if (i < row.length - 1) {
          text.append(" ".repeat(widths[i] - length(row[i]))).append(gap);
        }
      }
      text.append('\n');
    }
    text.setLength(Math.max(0, text.length() - 1));
    return text.toString();
  }

  private int[] widths() {
    int columns = 0;
    for (String[] row : rows) {
      columns = Math.max(columns, row.length);
    }
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], length(row[i]));
      }
    }
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
