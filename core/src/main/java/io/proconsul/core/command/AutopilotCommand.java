package io.proconsul.core.command;

import io.proconsul.model.cluster.AutopilotConfiguration;

/** Changes of what autopilot goes by; the outcome is whether it was done. */
public sealed interface AutopilotCommand extends Command<Boolean> {
  AutopilotConfiguration configuration();

  record Set(AutopilotConfiguration configuration) implements AutopilotCommand {}

  /** Only if the present one was last changed at this index; 0: only if there is none. */
  record CompareAndSet(AutopilotConfiguration configuration, long index)
      implements AutopilotCommand {}
}
