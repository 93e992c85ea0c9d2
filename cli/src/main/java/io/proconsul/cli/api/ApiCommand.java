package io.proconsul.cli.api;

import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** A command that asks the agent something: looks at its words, connects, and tells failures. */
public abstract class ApiCommand extends FlagCommand {
  /** The flags that all such commands have. */
  protected final ApiFlags api;

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
    api = new ApiFlags(connection);
    if (scope.server) {
      api.addServer(connection);
    }
    if (scope.namespace) {
      api.addNamespace(flags);
    }
    if (scope.partition) {
      api.addPartition(flags);
    }
  }

  @Override
  protected final int perform(Terminal terminal, String[] words) {
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
