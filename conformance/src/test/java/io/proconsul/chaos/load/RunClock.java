package io.proconsul.chaos.load;

import java.time.Duration;

/** The one clock of a run: nanoseconds since it was started, which never go back. */
public record RunClock(long origin) {
  public static RunClock start() {
    return new RunClock(System.nanoTime());
  }

  public long now() {
    return System.nanoTime() - origin;
  }

  public Duration elapsed() {
    return Duration.ofNanos(now());
  }
}
