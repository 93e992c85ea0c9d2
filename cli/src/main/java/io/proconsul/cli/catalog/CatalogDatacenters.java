package io.proconsul.cli.catalog;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** {@code consul catalog datacenters}. */
public final class CatalogDatacenters extends ApiCommand {
  public CatalogDatacenters() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return tooMany(words, 0);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Failure.unless("Error listing datacenters", () -> client.catalog().datacenters())
        .forEach(terminal::out);
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul catalog datacenters [options]

          Prints the name of every datacenter that the agent's servers know.

              $ consul catalog datacenters""";
  }
}
