package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** {@code consul join}: has the agent join through other members. */
public final class Join extends ApiCommand {
  private final SwitchFlag wan = flags.bool(
      "wan",
      false,
      "Join the pool of all datacenters' servers instead of the datacenter's own. The default is"
          + " false.");

  public Join() {
    super(Scope.AGENT);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return words.length == 0 ? withHelp("At least one address to join must be specified.") : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    int joined = 0;
    for (String address : words) {
      try {
        client.agent().join(address, wan.get());
        joined++;
      } catch (ClientException e) {
        terminal.error("Error joining address '" + address + "': " + e.getMessage());
      }
    }
    if (joined == 0) {
      throw new Failure("Failed to join any nodes.");
    }
    terminal.out("Successfully joined cluster by contacting " + joined + " nodes.");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul join [options] address ...

          Has the agent join a cluster through one of its members, whose address is that
          of gossip: port 8301, or 8302 with -wan, unless another one is given.

              $ consul join 10.0.0.1 10.0.0.2""";
  }
}
