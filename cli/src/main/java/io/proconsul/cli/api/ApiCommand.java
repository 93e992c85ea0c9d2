package io.proconsul.cli.api;

import io.proconsul.cli.command.Command;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.HelpText;
import io.proconsul.cli.flag.InvalidFlag;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** A command that asks the agent something: reads its flags, connects, and shows its help. */
public abstract class ApiCommand implements Command {
  /** The command's own flags. */
  protected final FlagSet flags;

  /** Those that all such commands have. */
  protected final ApiFlags api;

  private final FlagSet apiSet;
  private final FlagSet all = new FlagSet();

  /** Which of the shared flags a command has beside those of the connection. */
  protected enum Scope {
    AGENT(false, false, false),
    AGENT_PARTITION(false, false, true),
    AGENT_NAMESPACE(false, true, true),
    SERVER(true, false, false),
    SERVER_PARTITION(true, false, true),
    SERVER_NAMESPACE(true, true, true);

    final boolean server;
    final boolean namespace;
    final boolean partition;

    Scope(boolean server, boolean namespace, boolean partition) {
      this.server = server;
      this.namespace = namespace;
      this.partition = partition;
    }
  }

  protected ApiCommand(Scope scope) {
    flags = new FlagSet();
    apiSet = new FlagSet();
    api = new ApiFlags(apiSet);
    if (scope.server) {
      api.addServer(apiSet);
    }
    if (scope.namespace) {
      api.addNamespace(flags);
    }
    if (scope.partition) {
      api.addPartition(flags);
    }
  }

  @Override
  public final int run(Terminal terminal, String[] args) {
    all.addAll(flags);
    all.addAll(apiSet);
    try {
      all.parse(args);
    } catch (InvalidFlag e) {
      terminal.error(e.getMessage() + "\n" + help());
      return 1;
    }
    return run(terminal, all);
  }

  private int run(Terminal terminal, FlagSet parsed) {
    String[] words = parsed.rest();
    String misuse = check(words);
    if (misuse != null) {
      terminal.error(misuse);
      return 1;
    }
    ConsulClient client;
    try {
      client = api.client(terminal);
    } catch (ClientException e) {
      terminal.error("Error connecting to Consul agent: " + e.getMessage());
      return 1;
    }
    try {
      return execute(terminal, client, words);
    } catch (Failure e) {
      terminal.error(String.valueOf(e.getMessage()));
      return e.status();
    }
  }

  /**
   * Looks at the words before anything is sent.
   *
   * @return what is wrong with them; null when nothing is
   */
  protected @Nullable String check(String[] words) {
    return null;
  }

  /**
   * Does what the command is for.
   *
   * @return the exit status
   * @throws Failure to end with its message on standard error
   */
  protected abstract int execute(Terminal terminal, ConsulClient client, String[] words)
      throws Failure;

  /** The usage line and the paragraphs below it. */
  protected abstract String usage();

  @Override
  public final String help() {
    return new HelpText(usage())
        .section("HTTP API Options", apiSet)
        .section("Command Options", flags)
        .toString();
  }

  /** What is wrong, with the help below it. */
  protected final String withHelp(String misuse) {
    return misuse + "\n\n" + help();
  }

  /** The message for a number of words that the command does not take; null when it does. */
  protected static @Nullable String tooMany(String[] words, int most) {
    return words.length <= most
        ? null
        : "Too many arguments (expected " + most + ", got " + words.length + ")";
  }
}
