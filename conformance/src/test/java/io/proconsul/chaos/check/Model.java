package io.proconsul.chaos.check;

import java.util.Optional;

/** What a key does when operations come one after the other. A state is a text. */
public enum Model {
  /** The state is the value; empty while the key is absent. */
  REGISTER {
    @Override
    Optional<String> step(String state, Operation operation) {
      boolean refused = operation.outcome() instanceof Outcome.Refused;
      return switch (operation.call()) {
        case Call.Read() -> seen(state, operation);
        case Call.Write(String value) -> Optional.of(value);
        case Call.CompareAndSet(String expected, String value) ->
          conditional(state, state.equals(expected), refused, value);
        case Call.Acquire _, Call.Release _, Call.Destroy _ ->
          throw new IllegalArgumentException("not for a register: " + operation);
      };
    }
  },

  /** The state is the session that holds the lock; empty while it is free. */
  LOCK {
    @Override
    Optional<String> step(String state, Operation operation) {
      boolean refused = operation.outcome() instanceof Outcome.Refused;
      return switch (operation.call()) {
        case Call.Read() -> seen(state, operation);
        case Call.Acquire(String session) ->
          conditional(state, state.isEmpty() || state.equals(session), refused, session);
        case Call.Release(String session) -> conditional(state, state.equals(session), refused, "");
        case Call.Destroy(String session) -> Optional.of(state.equals(session) ? "" : state);
        case Call.Write _, Call.CompareAndSet _ ->
          throw new IllegalArgumentException("not for a lock: " + operation);
      };
    }
  };

  static final String INITIAL = "";

  /** The state afterwards; empty when the outcome is not what this state gives. */
  abstract Optional<String> step(String state, Operation operation);

  private static Optional<String> seen(String state, Operation read) {
    return read.outcome() instanceof Outcome.Saw(String value) && !value.equals(state)
        ? Optional.empty()
        : Optional.of(state);
  }

  /** An unknown outcome is one that did happen here; that it did not needs no step. */
  private static Optional<String> conditional(
      String state, boolean holds, boolean refused, String next) {
    return holds == refused ? Optional.empty() : Optional.of(refused ? state : next);
  }
}
