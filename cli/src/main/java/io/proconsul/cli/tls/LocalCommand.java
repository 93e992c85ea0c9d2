package io.proconsul.cli.tls;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;

/** A command that works on files alone. */
abstract class LocalCommand extends FlagCommand {
  @Override
  protected final int perform(Terminal terminal, String[] words) {
    try {
      execute(terminal);
      return 0;
    } catch (Failure e) {
      terminal.error(String.valueOf(e.getMessage()));
      return e.status();
    }
  }

  abstract void execute(Terminal terminal) throws Failure;
}
