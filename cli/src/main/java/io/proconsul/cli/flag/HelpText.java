package io.proconsul.cli.flag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Help in Consul's layout: the usage, then sections of flags sorted by name, each flag with its
 * text wrapped at 72 columns.
 */
public final class HelpText {
  private static final int WIDTH = 72;
  private static final String INDENT = "     ";

  private final StringBuilder text;

  /** @param usage the first line and the paragraphs below it */
  public HelpText(String usage) {
    text = new StringBuilder(usage.strip());
  }

  /** A section such as {@code Command Options}; nothing when it has no flags. */
  public HelpText section(String title, FlagSet set) {
    if (set.flags().isEmpty()) {
      return this;
    }
    text.append("\n\n").append(title);
    List<Flag> sorted = new ArrayList<>(set.flags());
    sorted.sort(Comparator.comparing(Flag::name));
    for (Flag flag : sorted) {
      text.append("\n\n  -").append(flag.name());
      if (!flag.kind().isEmpty()) {
        text.append("=<").append(flag.kind()).append('>');
      }
      wrap(flag.usage());
    }
    return this;
  }

  private void wrap(String usage) {
    int column = WIDTH;
    for (String word : usage.split(" ", -1)) {
      if (column + 1 + word.length() > WIDTH) {
        text.append('\n').append(INDENT).append(word);
        column = INDENT.length() + word.length();
      } else {
        text.append(' ').append(word);
        column += 1 + word.length();
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
