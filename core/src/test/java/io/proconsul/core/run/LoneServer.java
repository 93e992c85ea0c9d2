package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;

/** A server that knows no other and does nothing outside its log. */
public record LoneServer(String own) implements Remote, Operations {

  /** All that a runner needs of the world, for one server. */
  public static ActionRunner.Ports of(String datacenter, Consensus consensus) {
    LoneServer alone = new LoneServer(datacenter);
    return new ActionRunner.Ports(consensus, alone, alone);
  }

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

  @Override
  public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
    outcome.failed(new ConsulException.Refused("there is nothing that does " + operation));
  }

  private static ConsulException noPath() {
    return new ConsulException.Refused("No path to datacenter");
  }
}
