package io.proconsul.cli.flag;

/**
 * Help in Consul's layout: the usage, then sections of flags sorted by name, each flag with its
 * text in lines of up to 72 columns.
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
    if (set.isEmpty()) {
      return this;
    }
    text.append("\n\n").append(title);
    for (Flag flag : set.sorted()) {
      text.append("\n\n  -").append(flag.name());
      if (!flag.kind().isEmpty()) {
        text.append("=<").append(flag.kind()).append('>');
      }
      for (String line : Paragraph.lines(flag.usage(), WIDTH - INDENT.length())) {
        text.append('\n').append(INDENT).append(line);
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
