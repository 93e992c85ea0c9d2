package io.proconsul.gossip.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes a stream when its time is over, whether it reads or writes: a deadline of the whole is
 * something that Java's sockets do not have. One thread, which only closes.
 */
final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;

  Deadlines(String pool) {
    clock = new ScheduledThreadPoolExecutor(
        1, Thread.ofPlatform().daemon().name("gossip-" + pool + "-deadlines").factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  /** One stream's time; closing it ends the watch and not the stream. */
  final class Watch implements AutoCloseable {
    private final AtomicBoolean expired = new AtomicBoolean();
    private final Future<?> task;

    private Watch(Closeable stream, Duration time) {
      task = clock.schedule(
          () -> {
            expired.set(true);
            try {
              stream.close();
            } catch (IOException _) {
              // it is of no use any more either way
            }
          },
          time.toNanos(),
          TimeUnit.NANOSECONDS);
    }

    boolean expired() {
      return expired.get();
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }

  Watch watch(Closeable stream, Duration time) {
    return new Watch(stream, time);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
