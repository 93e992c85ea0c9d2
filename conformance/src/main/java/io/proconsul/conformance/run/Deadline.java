package io.proconsul.conformance.run;

import java.io.InterruptedIOException;
import java.time.Duration;

/** The moment at which a scenario has to be over; every wait within it is cut to what is left. */
final class Deadline {
  private static final double LEAST_SECONDS = 0.05;

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  static Deadline in(double seconds) {
    return new Deadline(System.nanoTime() + (long) (seconds * 1e9));
  }

  boolean passed() {
    return System.nanoTime() >= endNanos;
  }

  /** A deadline within this one. */
  Deadline within(double seconds) {
    return in(limit(seconds));
  }

  /** The seconds asked for or those that are left, and never quite none. */
  double limit(double seconds) {
    return Math.max(LEAST_SECONDS, Math.min(seconds, (endNanos - System.nanoTime()) / 1e9));
  }

  Duration duration(double seconds) {
    return Duration.ofMillis((long) (1000 * limit(seconds)));
  }

  /** Lets time pass because the scenario says so. */
  void sleep(double seconds) throws InterruptedIOException {
    try {
      Thread.sleep((long) Math.ceil(1000 * limit(seconds)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a pause");
    }
  }
}
