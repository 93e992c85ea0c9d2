package io.proconsul.core.operation;

import io.proconsul.model.Session;
import java.util.Optional;

/** What the leader, who keeps the timers, does for sessions. */
public sealed interface SessionOperation<R> extends Operation<R> {
  /** Gives a session another full TTL; empty when there is none of that id. */
  record Renew(String id) implements SessionOperation<Optional<Session>> {}

  @Override
  default boolean forLeader() {
    return true;
  }
}
