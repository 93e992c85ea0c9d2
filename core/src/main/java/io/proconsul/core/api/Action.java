package io.proconsul.core.api;

import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a handler wants done: a value that {@code ActionRunner} takes to its response. */
public sealed interface Action {
  /** Ask the state; the wait, consistency and filter parameters come from the request. */
  record Read<R>(Query<R> query, Render<R> render, Caching caching) implements Action {
    /** A question that {@code ?cached} makes no difference to. */
    public Read(Query<R> query, Render<R> render) {
      this(query, render, Caching.NONE);
    }
  }

  /** What {@code ?cached} means to a question, and so which headers tell how it was answered. */
  enum Caching {
    /** It is not looked at. */
    NONE,
    /** The agent may answer from what it keeps up to date. */
    AGENT,
    /** As {@link #AGENT}, whether {@code ?cached} is there or not. */
    ALWAYS,
    /** As {@link #AGENT}; Consul also serves blocking queries from a stream of changes. */
    STREAM
  }

  /**
   * Change the state through the log.
   *
   * @param refusalPrefix stands before the reason when the state refuses, as each endpoint words it
   * @param datacenter where; empty for the one that {@code ?dc} names
   */
  record Write<R>(Command<R> command, Render<R> render, String refusalPrefix, String datacenter)
      implements Action {
    public Write(Command<R> command, Render<R> render, String refusalPrefix) {
      this(command, render, refusalPrefix, "");
    }

    public static <R> Write<R> of(Command<R> command, Render<R> render) {
      return new Write<>(command, render, "raft apply failed: ");
    }
  }

  /**
   * Ask the state, and, at once, that of each other datacenter; who does not answer is left out.
   *
   * @param render given what the others said, by the names of their datacenters
   */
  record ReadEverywhere<R>(Query<R> query, Function<Map<String, R>, Render<R>> render)
      implements Action {}

  /** Have a server do or tell something that is not in the state. */
  record Ask<R>(Operation<R> operation, Render<R> render) implements Action {}

  /** Something of this agent alone, done at once on the calling thread; it must not block. */
  record Local(Supplier<Response> operation) implements Action {}

  /** Something of this agent that answers later, exactly once, on any thread. */
  record Later(Consumer<Consumer<Response>> operation) implements Action {}

  /** The answer is known already: mostly a refusal. */
  record Reply(Response response) implements Action {}
}
