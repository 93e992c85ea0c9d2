package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.client.ConsulClient;

/** {@code consul operator raft remove-peer}: takes a server out of those that share the log. */
public final class RaftRemovePeer extends ApiCommand {
  private final StringFlag address =
      flags.string("address", "", "The server's host:port, as list-peers prints it.");
  private final StringFlag id = flags.string("id", "", "The id of the server's node.");

  public RaftRemovePeer() {
    super(Scope.SERVER);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    boolean byId = !id.get().isEmpty();
    boolean byAddress = !address.get().isEmpty();
    if (!byId && !byAddress) {
      throw new Failure("Error removing peer: an address or id is required for the peer to remove");
    }
    if (byId && byAddress) {
      throw new Failure("Error removing peer: cannot give both an address and id");
    }
    Failure.unless("Error removing peer", () -> {
      if (byId) {
        client.operator().removePeerById(id.get());
      } else {
        client.operator().removePeerByAddress(address.get());
      }
      return true;
    });
    terminal.out(
        byId
            ? "Removed peer with id \"" + id.get() + "\""
            : "Removed peer with address \"" + address.get() + "\"");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator raft remove-peer [options]

          Takes a server out of those that share the log. Wanted only for a server that
          is gone and that "consul force-leave" cannot remove.

              $ consul operator raft remove-peer -address=10.0.0.3:8300""";
  }
}
