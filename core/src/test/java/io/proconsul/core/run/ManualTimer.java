package io.proconsul.core.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands until a test moves it; then everything due happens, in order. */
public final class ManualTimer implements Timer, InstantSource {
  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private Instant now = Instant.ofEpochSecond(1_000_000);
  private long count;

  private record Due(Instant at, long number, Runnable task) {}

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    Due due = new Due(now.plus(delay), count++, task);
    waiting.add(due);
    return () -> waiting.remove(due);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration time) {
    Instant end = now.plus(time);
    for (Due next = waiting.peek(); next != null && !next.at.isAfter(end); next = waiting.peek()) {
      waiting.remove(next);
      now = next.at;
      next.task.run();
    }
    now = end;
  }

  /** How many tasks wait. */
  public int waiting() {
    return waiting.size();
  }
}
