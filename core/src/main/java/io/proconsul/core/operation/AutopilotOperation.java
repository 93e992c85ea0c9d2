package io.proconsul.core.operation;

import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;

/** What the leader's autopilot sees. */
public sealed interface AutopilotOperation<R> extends Operation<R> {
  record Health() implements AutopilotOperation<AutopilotHealth> {}

  record State() implements AutopilotOperation<AutopilotState> {}

  @Override
  default boolean forLeader() {
    return true;
  }
}
