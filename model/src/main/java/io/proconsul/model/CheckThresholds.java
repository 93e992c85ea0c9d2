package io.proconsul.model;

import java.util.Optional;

/**
 * How many results in a row it takes to change a check's state; 0 and less are as 1.
 *
 * @param failuresBeforeWarning 0 when not given: then a failure never shows as a warning first
 */
public record CheckThresholds(
    int successBeforePassing, int failuresBeforeWarning, int failuresBeforeCritical) {
  public static final CheckThresholds NONE = new CheckThresholds(0, 0, 0);

  /** Why these make no sense together. */
  public Optional<String> problem() {
    return failuresBeforeWarning > failuresBeforeCritical
        ? Optional.of("FailuresBeforeWarning can't be higher than FailuresBeforeCritical")
        : Optional.empty();
  }
}
