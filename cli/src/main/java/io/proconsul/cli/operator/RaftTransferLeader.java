package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;

/** {@code consul operator raft transfer-leader}: has another server lead. */
public final class RaftTransferLeader extends ApiCommand {
  private static final String FAILED =
      "Error transfering leadership: Failed to transfer leadership";

  private final StringFlag id =
      flags.string("id", "", "The id of the node whose server is to lead. The default is any.");

  public RaftTransferLeader() {
    super(Scope.SERVER);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    boolean done;
    try {
      done = client.operator().transferLeader(id.get(), api.query());
    } catch (ClientException e) {
      throw new Failure(FAILED + " " + e.getMessage());
    }
    if (!done) {
      throw new Failure(FAILED);
    }
    terminal.out("Success");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator raft transfer-leader [options]

          Has another server lead, so that the one that leads can be stopped without a
          pause.

              $ consul operator raft transfer-leader""";
  }
}
