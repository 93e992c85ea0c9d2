package io.proconsul.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When writes were acknowledged, and when none was for more than a second.
 *
 * @param writes nanoseconds of the run's clock, in order
 * @param begun when the clients were started
 * @param ended when they were stopped
 */
record Availability(List<Long> writes, Duration begun, Duration ended) {
  private static final long NOTED_NANOS = 1_000_000_000L;

  /** A time without any acknowledged write. */
  record Gap(Duration from, Duration to) {
    double seconds() {
      return to.minus(from).toMillis() / 1000.0;
    }
  }

  Availability {
    writes = List.copyOf(writes);
  }

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    long last = begun.toNanos();
    for (long write : writes) {
      if (write - last > NOTED_NANOS) {
        gaps.add(new Gap(Duration.ofNanos(last), Duration.ofNanos(write)));
      }
      last = write;
    }
    if (ended.toNanos() - last > NOTED_NANOS) {
      gaps.add(new Gap(Duration.ofNanos(last), ended));
    }
    return gaps;
  }

  Duration whole() {
    return ended.minus(begun);
  }

  double perSecond() {
    return writes.size() / Math.max(1.0, whole().toMillis() / 1000.0);
  }

  /** The longest time without a write that touches this span, in seconds. */
  double longestGap(Duration from, Duration to) {
    return gaps().stream()
        .filter(gap -> gap.to().compareTo(from) > 0 && gap.from().compareTo(to) < 0)
        .mapToDouble(Gap::seconds)
        .max()
        .orElse(0);
  }
}
