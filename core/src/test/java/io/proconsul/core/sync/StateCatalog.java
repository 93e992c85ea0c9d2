package io.proconsul.core.sync;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.StateMachine;
import java.util.ArrayList;
import java.util.List;

/** The consensus of one server without a log: commands are applied at once, unless it fails. */
final class StateCatalog implements Consensus {
  final StateMachine machine = new StateMachine();
  final List<Command<?>> applied = new ArrayList<>();
  boolean leaderless;
  private long index;

  @Override
  @SuppressWarnings("unchecked") // the state machine returns what the command declares
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    if (leaderless) {
      outcome.failed(new ConsulException.NoLeader());
      return;
    }
    applied.add(command);
    Object result = machine.apply(++index, new Stamped(command, 0));
    if (result instanceof ConsulException refusal) {
      outcome.failed(refusal);
    } else {
      outcome.done((R) result);
    }
  }

  @Override
  public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
    if (leaderless) {
      outcome.failed(new ConsulException.NoLeader());
    } else {
      outcome.done(true);
    }
  }

  @Override
  public String leaderAddress() {
    return leaderless ? "" : "127.0.0.1:8300";
  }

  @Override
  public List<String> peerAddresses() {
    return List.of();
  }

  @Override
  public long lastContactMillis() {
    return 0;
  }
}
