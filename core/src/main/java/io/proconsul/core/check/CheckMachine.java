package io.proconsul.core.check;

import io.proconsul.model.CheckThresholds;
import io.proconsul.model.Status;
import java.util.Optional;

/**
 * Decides when results become the state of a check: as many in a row as its thresholds ask for. In
 * between neither state nor output changes. Owned by whoever runs the check; not thread-safe.
 */
public final class CheckMachine {
  private final CheckThresholds thresholds;
  private int successes;
  private int failures;

  public CheckMachine(CheckThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** The check's new state, or nothing while the row is too short. */
  public Optional<CheckResult> on(CheckResult result) {
    return switch (result.status()) {
      case PASSING, WARNING -> {
        failures = 0;
        successes = Math.min(successes, Integer.MAX_VALUE - 1) + 1;
        yield successes >= thresholds.successBeforePassing()
            ? Optional.of(result)
            : Optional.empty();
      }
      case CRITICAL -> {
        successes = 0;
        failures = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
        yield failed(result);
      }
    };
  }

  private Optional<CheckResult> failed(CheckResult result) {
    if (failures >= thresholds.failuresBeforeCritical()) {
      return Optional.of(result);
    }
    int warning = thresholds.failuresBeforeWarning();
    return warning > 0 && failures >= warning
        ? Optional.of(new CheckResult(Status.WARNING, result.output()))
        : Optional.empty();
  }
}
