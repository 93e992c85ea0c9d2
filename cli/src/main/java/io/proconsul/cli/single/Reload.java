package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;

/** {@code consul reload}: has the agent read its configuration again. */
public final class Reload extends ApiCommand {
  public Reload() {
    super(Scope.AGENT);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Failure.unless("Error reloading", () -> {
      client.agent().reload();
      return true;
    });
    terminal.out("Configuration reload triggered");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul reload

          Has the agent read its configuration again: services, checks, watches and such
          are taken over without a restart.""";
  }
}
