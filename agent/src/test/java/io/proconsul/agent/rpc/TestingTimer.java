package io.proconsul.agent.rpc;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real time, for tests of sockets. */
final class TestingTimer implements Timer, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

  TestingTimer() {
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
