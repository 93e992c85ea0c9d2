package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.Operations;
import java.util.List;

/** What stands on a client in the place of a server's log: everything is elsewhere. */
public final class NoLog implements Consensus, Operations {
  @Override
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    outcome.failed(elsewhere());
  }

  @Override
  public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
    outcome.failed(elsewhere());
  }

  @Override
  public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
    outcome.failed(elsewhere());
  }

  @Override
  public String leaderAddress() {
    return "";
  }

  @Override
  public List<String> peerAddresses() {
    return List.of();
  }

  @Override
  public long lastContactMillis() {
    return Long.MAX_VALUE;
  }

  private static ConsulException elsewhere() {
    return new ConsulException.Refused("a client agent has no state of its own");
  }
}
