package io.proconsul.core.watch;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far a watch has come: what it has seen and how often it failed. Used by one thread. */
public final class WatchProgress {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(3);

  private final boolean ordered;
  private long index;
  private byte @Nullable [] last;
  private int failures;

  /** @param ordered whether a lower index means another store; those of events only differ */
  public WatchProgress(boolean ordered) {
    this.ordered = ordered;
  }

  /** What to ask for something newer than; 0 at first, and after the store was replaced. */
  public long index() {
    return index;
  }

  /** Takes an answer; says whether its value is news for the handler. */
  public boolean advance(long newIndex, byte[] json) {
    failures = 0;
    long before = index;
    if (newIndex == before) {
      return false;
    }
    // An index that went back means another store: start over.
    index = ordered && Long.compareUnsigned(newIndex, before) < 0 ? 0 : newIndex;
    if (last != null && Arrays.equals(json, last)) {
      return false;
    }
    last = json;
    return true;
  }

  /** Nobody answered; how long to wait before asking again: longer each time. */
  public Duration failed() {
    failures = Math.min(failures + 1, 100);
    long seconds = FIRST_RETRY.toSeconds() * failures * failures;
    return Duration.ofSeconds(Math.min(seconds, LAST_RETRY.toSeconds()));
  }
}
