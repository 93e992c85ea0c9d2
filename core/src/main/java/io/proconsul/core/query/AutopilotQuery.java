package io.proconsul.core.query;

import io.proconsul.model.cluster.AutopilotConfiguration;

/** Questions about what autopilot goes by. */
public sealed interface AutopilotQuery<R> extends Query<R> {
  /** The defaults, with index 0, until the first leader has written what it was configured with. */
  record Configuration() implements AutopilotQuery<AutopilotConfiguration> {}
}
