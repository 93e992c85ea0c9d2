package io.proconsul.core.testing;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.run.Consensus;
import java.util.List;

/** A log of one server that applies every command at once; or has no leader. */
public final class InMemoryConsensus implements Consensus {
  private final TestingState state;
  public boolean leader = true;
  public long lastContact;

  public InMemoryConsensus(TestingState state) {
    this.state = state;
  }

  @Override
  @SuppressWarnings("unchecked") // the state machine returns what the command declares
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    if (!leader) {
      outcome.failed(new ConsulException.NoLeader());
      return;
    }
    Object result = state.apply(command);
    if (result instanceof ConsulException refusal) {
      outcome.failed(refusal);
    } else {
      outcome.done((R) result);
    }
  }

  @Override
  public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
    if (leader) {
      outcome.done(true);
    } else {
      outcome.failed(new ConsulException.NoLeader());
    }
  }

  @Override
  public String leaderAddress() {
    return leader ? "127.0.0.1:8300" : "";
  }

  @Override
  public List<String> peerAddresses() {
    return leader ? List.of(leaderAddress()) : List.of();
  }

  @Override
  public long lastContactMillis() {
    return lastContact;
  }
}
