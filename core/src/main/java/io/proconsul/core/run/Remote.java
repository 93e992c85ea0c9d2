package io.proconsul.core.run;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;

/**
 * The servers that answer what this agent does not: all of them on a client, those of other
 * datacenters on a server. Any thread; holds none while something is under way. What another server
 * refuses comes back as {@code ConsulException.FromServer} with its words.
 */
public interface Remote {
  /** A result and what the headers tell of it. */
  record Reply<R>(R result, Render.Meta meta) {}

  /** Whether this agent is a server of that datacenter; an empty name means its own. */
  boolean isHere(String datacenter);

  /** Asks; with an index in the options, the other server waits. */
  <R> Cancellation ask(
      String datacenter, Query<R> query, ReadOptions options, Outcome<Reply<R>> outcome);

  <R> void submit(String datacenter, Command<R> command, Outcome<R> outcome);

  <R> void perform(String datacenter, Operation<R> operation, Outcome<R> outcome);
}
