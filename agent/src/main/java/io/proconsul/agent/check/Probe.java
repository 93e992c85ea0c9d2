package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import java.time.Duration;

/**
 * Looks at a service once. Blocks, for its timeout at most, on a thread of the scheduler's; every
 * failure is a result.
 */
interface Probe {
  /** When a check names no timeout. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  CheckResult run(Deadline deadline);

  Duration timeout();

  /** Given or default. */
  static Duration orDefault(Duration given, Duration otherwise) {
    return given.isPositive() ? given : otherwise;
  }
}
