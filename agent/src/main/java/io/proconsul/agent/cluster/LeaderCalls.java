package io.proconsul.agent.cluster;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;

/** Brings to the leader what only it can do, when that is another server. Any thread. */
public interface LeaderCalls {
  <R> void submit(Command<R> command, Outcome<R> outcome);

  <R> void perform(Operation<R> operation, Outcome<R> outcome);
}
