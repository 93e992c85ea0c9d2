package io.proconsul.raftlog.peer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that the large frames of all connections of a log may take together: whoever reaches the
 * port could else fill the heap, one frame a connection. Any thread.
 */
final class FrameRoom {
  private static final int PART_OF_HEAP = 4;

  private final long max;
  private final AtomicLong used = new AtomicLong();

  FrameRoom(long max) {
    this.max = max;
  }

  /** For the largest frame at least. */
  static FrameRoom ofHeap(long heap) {
    return new FrameRoom(Math.max(Frame.MAX_PAYLOAD + Frame.FREE, heap / PART_OF_HEAP));
  }

  long used() {
    return used.get();
  }

  Share open() {
    return new Share();
  }

  /** What one frame takes, until it is closed; for one thread. */
  final class Share implements AutoCloseable {
    private long taken;

    /** @throws FrameException when there is no more */
    void take(long bytes) throws FrameException {
      if (used.addAndGet(bytes) > max) {
        used.addAndGet(-bytes);
        throw new FrameException("a frame for which there is no room besides those of others");
      }
      taken += bytes;
    }

    @Override
    public void close() {
      used.addAndGet(-taken);
      taken = 0;
    }
  }
}
