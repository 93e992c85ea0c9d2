package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;

/** {@code consul leave}: has the agent leave the cluster in good order and end. */
public final class Leave extends ApiCommand {
  public Leave() {
    super(Scope.AGENT);
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
