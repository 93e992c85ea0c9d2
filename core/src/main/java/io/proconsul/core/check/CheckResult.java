package io.proconsul.core.check;

import io.proconsul.model.Status;

/** What one look at a service gave. */
public record CheckResult(Status status, String output) {
  public static CheckResult passing(String output) {
    return new CheckResult(Status.PASSING, output);
  }

  public static CheckResult warning(String output) {
    return new CheckResult(Status.WARNING, output);
  }

  public static CheckResult critical(String output) {
    return new CheckResult(Status.CRITICAL, output);
  }
}
