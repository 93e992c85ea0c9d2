package io.proconsul.agent.rpc.link;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Tells the time once a second until it is closed, on the timer's thread. */
public final class Pulse implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Timer timer;
  private final LongConsumer task;
  private Cancellation next = Cancellation.NONE;
  private boolean closed;

  public Pulse(Timer timer, LongConsumer task) {
    this.timer = timer;
    this.task = task;
    arm();
  }

  private synchronized void arm() {
    if (!closed) {
      next = timer.after(INTERVAL, this::beat);
    }
  }

  private void beat() {
    try {
      task.accept(System.nanoTime());
    } finally {
      arm();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
