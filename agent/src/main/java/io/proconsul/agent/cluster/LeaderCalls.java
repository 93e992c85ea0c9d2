package io.proconsul.agent.cluster;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;

/**
 * Brings to the leader what only it can do, when that is another server. If this server becomes the
 * leader before anything has happened, {@code here} is called in place of the outcome. Any thread.
 */
public interface LeaderCalls {
  <R> void submit(Command<R> command, Outcome<R> outcome, Runnable here);

  <R> void perform(Operation<R> operation, Outcome<R> outcome, Runnable here);
}
