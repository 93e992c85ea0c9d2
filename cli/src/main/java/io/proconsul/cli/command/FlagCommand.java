package io.proconsul.cli.command;

import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.FlagUsage;
import io.proconsul.cli.flag.HelpText;
import io.proconsul.cli.flag.InvalidFlag;

/**
 * A command that declares its flags: the one place where they are read, told to be wrong, and
 * shown.
 */
public abstract class FlagCommand implements Command {
  /** The command's own flags. */
  protected final FlagSet flags = new FlagSet();

  /** Those that say where the agent is; none for a command that asks no agent. */
  protected final FlagSet connection = new FlagSet();

  @Override
  public final int run(Terminal terminal, String[] args) {
    FlagSet all = new FlagSet();
    all.addAll(flags);
    all.addAll(connection);
    try {
      all.parse(args);
    } catch (InvalidFlag e) {
      terminal.error(FlagUsage.after(e, all));
      return 1;
    }
    return perform(terminal, all.rest());
  }

  /**
   * Does what the command is for, once its flags are read.
   *
   * @param words those behind the flags
   * @return the exit status
   */
  protected abstract int perform(Terminal terminal, String[] words);

  /** The usage line and the paragraphs below it. */
  protected abstract String usage();

  @Override
  public final String help() {
    return new HelpText(usage())
        .section("HTTP API Options", connection)
        .section("Command Options", flags)
        .toString();
  }
}
