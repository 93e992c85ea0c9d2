package io.proconsul.gossip.pool;

import io.proconsul.gossip.net.GossipDriver;
import io.proconsul.gossip.serf.Serf;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the machine on its thread, for all other threads. Owned by the pool. */
final class MachineThread {
  static final String CLOSED = "memberlist is shut down";

  private final GossipDriver driver;
  private final PoolMachine machine;
  private volatile boolean closed;

  MachineThread(GossipDriver driver, PoolMachine machine) {
    this.driver = driver;
    this.machine = machine;
  }

  GossipDriver driver() {
    return driver;
  }

  PoolMachine machine() {
    return machine;
  }

  boolean closed() {
    return closed;
  }

  /** Later calls are refused; those before are still answered. */
  void closing() {
    closed = true;
  }

  /**
   * Waits for the answer. Never on the machine's own thread.
   *
   * @throws GossipException with the machine's words, or when the pool is closed
   */
  <T> T call(Function<Serf, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean taken = run(serf -> {
      try {
        answer.complete(question.apply(serf));
      } catch (IllegalArgumentException e) {
        answer.completeExceptionally(e);
      }
    });
    if (!taken || closed) {
      answer.completeExceptionally(new IllegalArgumentException(CLOSED));
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new GossipException(Objects.toString(cause.getMessage(), "failed"), cause);
    }
  }

  /** Does not wait; false when it was refused. */
  boolean run(Consumer<Serf> operation) {
    return driver.submit(now -> machine.perform(operation, now));
  }

  /** The result, or the other one when it takes longer or the thread is interrupted. */
  static <T> T within(Duration time, CompletableFuture<T> future, T otherwise) {
    try {
      return future.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return otherwise;
    } catch (ExecutionException | TimeoutException _) {
      return otherwise;
    }
  }
}
