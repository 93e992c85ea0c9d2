package io.proconsul.agent.check;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends one look at a service: what it guards is closed when the time is over, which wakes the
 * thread that is blocked on it. Any thread.
 */
public final class Deadline implements AutoCloseable {
  private final Duration limit;
  private final long end;
  private final List<Closeable> guarded = new ArrayList<>(2);
  private final Cancellation timer;
  private boolean expired;

  public Deadline(Timer timer, Duration limit) {
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
    this.timer = timer.after(limit, this::expire);
  }

  Duration limit() {
    return limit;
  }

  public synchronized boolean expired() {
    return expired;
  }

  /** At least one millisecond, as sockets take it. */
  int millisLeft() throws SocketTimeoutException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (expired() || left <= 0) {
      throw new SocketTimeoutException("timed out");
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, left));
  }

  /** Closes it when the time is over; at once if it already is. */
  <T extends Closeable> T guard(T resource) {
    boolean late;
    synchronized (this) {
      late = expired;
      guarded.add(resource);
    }
    if (late) {
      closeQuietly(resource);
    }
    return resource;
  }

  /** As when the time is over: the check is no longer wanted. */
  public void expire() {
    List<Closeable> doomed;
    synchronized (this) {
      expired = true;
      doomed = List.copyOf(guarded);
    }
    doomed.forEach(Deadline::closeQuietly);
  }

  @Override
  public void close() {
    timer.cancel();
  }

  static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException _) {
      // It is being given up in any case.
    }
  }
}
