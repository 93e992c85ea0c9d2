package io.proconsul.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way from the event loop, which never waits, to one thread that may.
 * The loop stops reading the connection while {@value #MAX_WAITING} bytes have not been taken.
 */
final class BodyPipe extends InputStream {
  private static final int MAX_WAITING = 1 << 20;

  private final Runnable more;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long bytes;
  private int taken;
  private boolean paused;
  private boolean ended;
  private boolean failed;
  private boolean closed;

  /** @param more has the connection read again; any thread */
  BodyPipe(Runnable more) {
    this.more = more;
  }

  /** Takes a piece; returns whether more may come at once. */
  synchronized boolean offer(byte[] piece) {
    if (closed || piece.length == 0) {
      return !paused;
    }
    waiting.add(piece);
    bytes += piece.length;
    paused = bytes >= MAX_WAITING;
    notifyAll();
    return !paused;
  }

  /** That was all. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The client went before that was all. */
  synchronized void fail() {
    failed = true;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0; // nothing to wait for
    }
    byte[] piece = await();
    if (piece == null) {
      return -1;
    }
    int n = Math.min(length, piece.length - taken);
    System.arraycopy(piece, taken, into, from, n);
    taken += n;
    bytes -= n;
    if (taken == piece.length) {
      waiting.remove();
      taken = 0;
    }
    if (paused && bytes < MAX_WAITING / 2) {
      paused = false;
      more.run();
    }
    return n;
  }

  private byte @Nullable [] await() throws IOException {
    while (waiting.isEmpty() && !ended && !failed && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    if (closed || waiting.isEmpty() && failed) {
      throw new IOException("unexpected EOF");
    }
    return waiting.peek();
  }

  /** Nobody reads on: what still comes is dropped. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    bytes = 0;
    notifyAll();
    if (paused) {
      paused = false;
      more.run();
    }
  }
}
