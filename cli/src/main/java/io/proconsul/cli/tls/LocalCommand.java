package io.proconsul.cli.tls;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Command;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.HelpText;
import io.proconsul.cli.flag.InvalidFlag;

/** A command that works on files alone. */
abstract class LocalCommand implements Command {
  final FlagSet flags = new FlagSet();

  @Override
  public final int run(Terminal terminal, String[] args) {
    try {
      flags.parse(args);
    } catch (InvalidFlag e) {
      terminal.error(e.getMessage() + "\n" + help());
      return 1;
    }
    try {
      execute(terminal);
      return 0;
    } catch (Failure e) {
      terminal.error(String.valueOf(e.getMessage()));
      return e.status();
    }
  }

  abstract void execute(Terminal terminal) throws Failure;

  abstract String usage();

  @Override
  public final String help() {
    return new HelpText(usage()).section("Command Options", flags).toString();
  }
}
