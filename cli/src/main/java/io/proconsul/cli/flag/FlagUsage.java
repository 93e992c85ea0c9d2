package io.proconsul.cli.flag;

import java.util.List;

/**
 * What Go's {@code flag} package prints when flags cannot be read: what is wrong, then every flag
 * with its value's name, its text in one line, and what it is when it is not given.
 */
public final class FlagUsage {
  private static final String BELOW = "\n    \t";

  private FlagUsage() {}

  /** The error and the flags, without a newline at the end. */
  public static String after(InvalidFlag error, FlagSet flags) {
    return (error.isHelp() ? "" : error.getMessage() + "\n") + of(flags);
  }

  private static String of(FlagSet flags) {
    StringBuilder text = new StringBuilder("Usage:");
    List<Flag> sorted = flags.sorted();
    for (Flag flag : sorted) {
      text.append("\n  -").append(flag.name());
      boolean bare = flag.kind().isEmpty();
      if (!bare) {
        text.append(' ').append(flag.kind());
      }
      text.append(bare && flag.name().length() == 1 ? "\t" : BELOW)
          .append(plain(flag).replace("\n", BELOW));
      if (!flag.initial().isEmpty()) {
        text.append(" (default ").append(flag.initial()).append(')');
      }
    }
    return text.toString();
  }

  /** Without the backticks around the value's name. */
  private static String plain(Flag flag) {
    String named = "`" + flag.kind() + "`";
    int at = flag.usage().indexOf(named);
    return at < 0
        ? flag.usage()
        : flag.usage().substring(0, at) + flag.kind() + flag.usage().substring(at + named.length());
  }
}
