package io.proconsul.cli;

import io.proconsul.cli.command.Command;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.command.Version;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the command that the words name and runs it. Exit status and stream of help are Consul's:
 * {@code -h} anywhere is 0 on standard output, a group without a known subcommand is 1 on standard
 * error, an unknown first word is 127.
 */
public final class Program {
  private static final int UNKNOWN = 127;

  private final Terminal terminal;

  public Program(Terminal terminal) {
    this.terminal = terminal;
  }

  public int run(String[] args) {
    Words words = Words.of(args);
    if (words.version()) {
      return runNamed("version", new String[0]);
    }
    if (words.help() && words.first().isEmpty()) {
      terminal.out(GroupHelp.program());
      return 0;
    }
    if (words.first().isEmpty()) {
      if (words.flagsFirst()) {
        terminal.error("Invalid flags before the subcommand. If these flags are for"
            + " the subcommand, please put them after the subcommand.");
        return 1;
      }
      terminal.error(GroupHelp.program());
      return UNKNOWN;
    }
    return dispatch(args, words);
  }

  private int dispatch(String[] args, Words words) {
    int at = words.firstIndex();
    String name = words.first();
    int next = at + 1;
    // The longest name wins: words are taken as long as they lead to a group or a command.
    while (next < args.length && Commands.isKnown(name + " " + args[next])) {
      name = name + " " + args[next++];
    }
    if (!Commands.isKnown(name)) {
      terminal.error(GroupHelp.program());
      return UNKNOWN;
    }
    if (words.flagsFirst()) {
      terminal.error("Invalid flags before the subcommand. If these flags are for"
          + " the subcommand, please put them after the subcommand.");
      return 1;
    }
    if (words.help()) {
      return help(name);
    }
    return runNamed(name, Arrays.copyOfRange(args, next, args.length));
  }

  private int help(String name) {
    String text = helpOf(name);
    if (text == null) {
      return notInThisVersion(name);
    }
    terminal.out(text);
    return 0;
  }

  private int runNamed(String name, String[] rest) {
    Command command = Commands.create(name);
    if (command != null) {
      return command.run(terminal, rest);
    }
    String group = GroupHelp.of(name);
    if (group == null) {
      return notInThisVersion(name);
    }
    terminal.error(group);
    return 1;
  }

  private static @Nullable String helpOf(String name) {
    Command command = Commands.create(name);
    return command == null ? GroupHelp.of(name) : command.help();
  }

  private int notInThisVersion(String name) {
    terminal.error("The command \"consul " + name + "\" is not available in this version of"
        + " Proconsul (" + Version.PRODUCT + ").");
    return 1;
  }
}
