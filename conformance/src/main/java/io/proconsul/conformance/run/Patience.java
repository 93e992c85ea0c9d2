package io.proconsul.conformance.run;

/**
 * How long to put up with a scenario, in seconds.
 *
 * @param start for an agent to become ready
 * @param retry the most that a step is tried again for
 * @param whole for the scenario
 * @param stopAtFirstFailure whether the first failing step ends it
 */
public record Patience(double start, double retry, double whole, boolean stopAtFirstFailure) {
  /** For scenarios that are expected to hold; their own limits are below these. */
  public static final Patience FULL = new Patience(30, 300, 600, false);

  /** For scenarios that are expected to fail: long enough to notice when they no longer do. */
  public static final Patience SHORT = new Patience(6, 5, 15, true);

  public Patience withStart(double seconds) {
    return new Patience(seconds, retry, whole, stopAtFirstFailure);
  }

  public Patience withWhole(double seconds) {
    return new Patience(start, seconds, seconds, stopAtFirstFailure);
  }
}
