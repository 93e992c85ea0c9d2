package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Server;
import io.proconsul.core.api.ConsulException;
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
}
