package io.proconsul.core.operation;

import io.proconsul.model.cluster.UserEvent;

/** Events to all agents of a datacenter. */
public sealed interface EventOperation<R> extends Operation<R> {
  /** Has a server spread the event in its LAN pool. */
  record Fire(UserEvent event) implements EventOperation<Boolean> {}

  @Override
  default boolean forLeader() {
    return false;
  }
}
