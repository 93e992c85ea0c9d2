package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.text.Columns;
import io.proconsul.client.ConsulClient;
import io.proconsul.model.cluster.RaftServer;
import java.util.List;

/** {@code consul operator raft list-peers}: the servers that share the log. */
public final class RaftListPeers extends ApiCommand {
  public RaftListPeers() {
    super(Scope.SERVER);
    flags.bool("detailed", false, "Kept for scripts: nothing is left out any more.");
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    List<RaftServer> servers = Failure.unless(
            "Error getting peers: Failed to retrieve raft configuration",
            () -> client.operator().raftConfiguration(api.query()))
        .servers();
    long leaders = servers.stream()
        .filter(RaftServer::leader)
        .mapToLong(RaftServer::lastIndex)
        .findFirst()
        .orElse(0);
    Columns table = new Columns(2)
        .row(
            "Node",
            "ID",
            "Address",
            "State",
            "Voter",
            "RaftProtocol",
            "Commit Index",
            "Trails Leader By");
    for (RaftServer server : servers) {
      table.row(
          server.node(),
          server.id(),
          server.address(),
          server.leader() ? "leader" : "follower",
          Boolean.toString(server.voter()),
          server.protocolVersion().isEmpty() ? "<=1" : server.protocolVersion(),
          Long.toUnsignedString(server.lastIndex()),
          server.leader() ? "-" : commits(leaders - server.lastIndex()));
    }
    terminal.out(table.toString());
    return 0;
  }

  private static String commits(long count) {
    return count + (count == 1 ? " commit" : " commits");
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator raft list-peers [options]

          Prints the servers that share the log: who leads, who votes, and how far each
          has come.

              $ consul operator raft list-peers""";
  }
}
