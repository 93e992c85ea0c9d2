package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.Operations;
import io.proconsul.core.run.StateMachine;
import java.util.ArrayList;
import java.util.List;

/** A server alone: each command is applied at once, and each operation answered as a test says. */
final class InMemoryServer implements Consensus, Operations {
  final StateMachine machine = new StateMachine();
  final List<Operation<?>> performed = new ArrayList<>();
  boolean leader = true;
  Object answer = "";
  private long index = 10;

  @Override
  @SuppressWarnings("unchecked") // the state machine returns what the command declares
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    if (!leader) {
      outcome.failed(new ConsulException.NoLeader());
      return;
    }
    Object result = machine.apply(++index, new Stamped(command, 0));
    if (result instanceof ConsulException refusal) {
      outcome.failed(refusal);
    } else {
      outcome.done((R) result);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the test knows what the operation declares
  public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
    performed.add(operation);
    if (answer instanceof ConsulException refusal) {
      outcome.failed(refusal);
    } else {
      outcome.done((R) answer);
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
    return leader ? "192.0.2.1:8300" : "";
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
