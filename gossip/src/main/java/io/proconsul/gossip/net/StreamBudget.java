package io.proconsul.gossip.net;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.wire.Allowance;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that all streams of one direction may hold together. Each stream alone is bounded, too,
 * but a hundred of them would fill the heap, and who opens one need not be of the pool. Any thread.
 */
final class StreamBudget {
  static final long LEAST = 16L << 20;
  static final long MOST = 64L << 20;

  /** Streams take their memory in pieces of this. */
  private static final long STEP = 16 * 1024;

  private static final int PART_OF_HEAP = 16;

  private final long max;
  private final AtomicLong used = new AtomicLong();

  StreamBudget(long max) {
    this.max = max;
  }

  /** For a heap of this size. */
  static long ofHeap(long heap) {
    return Math.clamp(heap / PART_OF_HEAP, LEAST, MOST);
  }

  long max() {
    return max;
  }

  long used() {
    return used.get();
  }

  Share open() {
    return new Share();
  }

  /** What one stream holds; for one thread. Closing it gives all of it back. */
  final class Share implements Allowance, AutoCloseable {
    private long taken;
    private long held;
    private boolean exhausted;

    @Override
    public void take(long bytes) {
      long missing = taken + bytes - held;
      if (missing > 0) {
        long more = (missing + STEP - 1) / STEP * STEP;
        if (used.addAndGet(more) > max) {
          used.addAndGet(-more);
          exhausted = true;
          throw new DecodeException("all streams together hold too much; try again later");
        }
        held += more;
      }
      taken += bytes;
    }

    @Override
    public void give(long bytes) {
      taken -= bytes;
    }

    /** Whether more was wanted than there was. */
    boolean exhausted() {
      return exhausted;
    }

    @Override
    public void close() {
      used.addAndGet(-held);
      held = 0;
      taken = 0;
    }
  }
}
