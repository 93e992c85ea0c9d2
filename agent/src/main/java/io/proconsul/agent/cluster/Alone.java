package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Remote;

/** The others of a server that knows none. */
public record Alone(String own) implements Remote {
  @Override
  public boolean isHere(String datacenter) {
    return datacenter.isEmpty() || datacenter.equals(own);
  }

  @Override
  public <R> Cancellation ask(
      String datacenter, Query<R> query, ReadOptions options, Outcome<Reply<R>> outcome) {
    outcome.failed(noPath());
    return Cancellation.NONE;
  }

  @Override
  public <R> void submit(String datacenter, Command<R> command, Outcome<R> outcome) {
    outcome.failed(noPath());
  }

  @Override
  public <R> void perform(String datacenter, Operation<R> operation, Outcome<R> outcome) {
    outcome.failed(noPath());
  }

  private static ConsulException noPath() {
    return new ConsulException.Refused("No path to datacenter");
  }
}
