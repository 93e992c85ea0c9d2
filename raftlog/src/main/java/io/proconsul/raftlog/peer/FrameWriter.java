package io.proconsul.raftlog.peer;

import io.proconsul.raftlog.InFlight;
import io.proconsul.raftlog.Wire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes frames to one connection from a thread of its own, in the order given, several at a time.
 * What waits is bounded by count and bytes. Owned by the connection.
 */
final class FrameWriter {
  private static final int MAX_FRAMES = 1024;
  private static final long MAX_BYTES = 64L << 20;
  private static final int BUFFER = 64 << 10;
  private static final long IDLE = -1;
  private static final byte[] END = {};

  private final Wire wire;

  /** Bounded by {@link #bound}, with one place more for the end. */
  private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();

  private final InFlight bound = new InFlight(MAX_FRAMES, MAX_BYTES);
  private volatile long writingSince = IDLE;

  FrameWriter(Wire wire) {
    this.wire = wire;
  }

  /** False when too much waits; the frame is then not sent. */
  boolean offer(byte[] frame) {
    return bound.enter(frame.length) && queue.add(frame);
  }

  /** Lets {@link #run} return once it has written what was offered before. */
  void end() {
    queue.add(END);
  }

  /** Whether one write has taken longer than this; who asks closes the connection. */
  boolean isStuck(long now, long nanos) {
    var since = writingSince;
    return since != IDLE && now - since > nanos;
  }

  /** Returns after {@link #end}, or throws when the connection breaks. */
  void run() throws IOException {
    var out = new BufferedOutputStream(wire.output(), BUFFER);
    while (true) {
      byte[] frame;
      try {
        frame = queue.take();
      } catch (InterruptedException _) {
        return;
      }
      while (frame != null) {
        if (frame.length == 0) {
          out.flush();
          return;
        }
        writingSince = System.nanoTime();
        out.write(frame);
        bound.leave(frame.length);
        frame = queue.poll();
      }
      out.flush();
      writingSince = IDLE;
    }
  }
}
