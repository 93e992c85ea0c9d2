package io.proconsul.agent;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All timers of an agent, on one thread that sleeps until the next is due. */
final class AgentTimer implements Timer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final ScheduledThreadPoolExecutor executor;

  AgentTimer(String name) {
    executor = new ScheduledThreadPoolExecutor(
        1, Thread.ofPlatform().name("timer-" + name).daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> future =
          executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      return Cancellation.NONE; // closed: nothing is due any more
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A timer's task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
