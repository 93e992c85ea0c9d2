package io.proconsul.raftlog;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is submitted and not yet answered, by count and by bytes. Owned by a log; any thread.
 * A single command above the byte bound is let in alone, so that no command is refused for ever.
 */
public final class InFlight {
  private final int maxCount;
  private final long maxBytes;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  public InFlight(int maxCount, long maxBytes) {
    if (maxCount < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("the bounds must be at least 1");
    }
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
  }

  /** Whether there is room; if so it is taken, and {@link #leave} must follow. */
  public boolean enter(int size) {
    var before = count.getAndIncrement();
    if (before >= maxCount) {
      count.decrementAndGet();
      return false;
    }
    if (bytes.addAndGet(size) > maxBytes && before > 0) {
      leave(size);
      return false;
    }
    return true;
  }

  public void leave(int size) {
    bytes.addAndGet(-size);
    count.decrementAndGet();
  }

  public int count() {
    return count.get();
  }

  /** The refusal that goes with a failed {@link #enter}. */
  public LogException busy() {
    return new LogException(
        LogException.Reason.BUSY,
        "the log has " + maxCount + " commands or " + maxBytes
            + " bytes in flight; try again later");
  }
}
