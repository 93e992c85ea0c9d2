package io.proconsul.core.session;

import io.proconsul.core.api.Outcome;
import io.proconsul.model.Session;
import java.util.Optional;

/** Gives a session another full TTL; only the leader, who keeps the timers, can do that. */
@FunctionalInterface
public interface SessionRenewal {
  /** The outcome is the session, or empty when there is none of that id. */
  void renew(String id, Outcome<Optional<Session>> outcome);
}
