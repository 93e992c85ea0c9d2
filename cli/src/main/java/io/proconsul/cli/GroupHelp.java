package io.proconsul.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Help of the program and of groups such as {@code consul kv}: a usage line and what is below. */
final class GroupHelp {
  private static final int GAP = 4;

  private GroupHelp() {}

  /** Help of the whole program. */
  static String program() {
    return "Usage: consul [--version] [--help] <command> [<args>]\n\nAvailable commands are:\n"
        + table("");
  }

  /** Help of one group; null when there is no such group. */
  static @Nullable String of(String group) {
    String usage = GroupUsage.of(group);
    return usage == null ? null : usage + "\n\nSubcommands:\n" + table(group + " ");
  }

  private static String table(String prefix) {
    List<String[]> rows = new ArrayList<>();
    int width = 0;
    for (String[][] entries : List.of(CommandList.HERE, CommandList.MISSING)) {
      for (String[] entry : entries) {
        if (entry[0].startsWith(prefix) && entry[0].indexOf(' ', prefix.length()) < 0) {
          rows.add(entry);
          width = Math.max(width, entry[0].length() - prefix.length());
        }
      }
    }
    rows.sort(Comparator.comparing(row -> row[0]));
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      String name = row[0].substring(prefix.length());
      text.append("    ")
          .append(name)
          .append(" ".repeat(width - name.length() + GAP))
          .append(row[1])
          .append('\n');
    }
    text.setLength(Math.max(0, text.length() - 1));
    return text.toString();
  }
}
