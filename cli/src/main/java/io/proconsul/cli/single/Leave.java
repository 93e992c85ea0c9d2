package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** {@code consul leave}: has the agent leave the cluster in good order and end. */
public final class Leave extends ApiCommand {
  public Leave() {
    super(Scope.AGENT);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return words.length == 0
        ? null
        : "Error found unexpected args: [" + String.join(" ", words) + "]\n" + help();
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Failure.unless("Error leaving", () -> {
      client.agent().leave();
      return true;
    });
    terminal.out("Graceful leave complete");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul leave [options]

          Has the agent leave the cluster in good order and end.""";
  }
}
