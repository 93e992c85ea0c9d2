package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.Optional;

/** Where a request may go: asked anew for each attempt. */
interface Target {
  /** Empty while there is nobody; {@link #nobody} says what that means then. */
  Optional<Server> next();

  /** It could not be reached, or went away. */
  void failed(Server server);

  /** Whether to wait for one when there is none, as for a leader. */
  boolean waits();

  ConsulException nobody();

  /** Whether this server itself is whom to ask by now: then {@link #goOnHere} ends the call. */
  default boolean isHere() {
    return false;
  }

  default void goOnHere() {}

  /** Runs the task after a while, or as soon as another attempt has better prospects. */
  default Cancellation pause(Timer timer, Duration atMost, Runnable task) {
    return timer.after(atMost, task);
  }
}
