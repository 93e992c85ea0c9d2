package io.proconsul.gossip.pool;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;

/**
 * Calls a pool's user on one thread, in order, so that the user may take its time without holding
 * up the protocol. Owned by the pool.
 */
final class Deliveries implements AutoCloseable {
  /** As many as Serf keeps for a slow user; more are dropped. */
  private static final int QUEUE = 2048;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(QUEUE);
  private final Logger log;
  private final Thread thread;
  private volatile boolean closing;

  Deliveries(Logger log) {
    this.log = log;
    this.thread = Thread.ofVirtual().name("gossip-events").start(this::run);
  }

  /** False when it was dropped. */
  boolean offer(Runnable call) {
    boolean taken = queue.offer(call);
    if (!taken) {
      log.warn("serf: event queue is full, dropping");
    }
    return taken;
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        Runnable call = queue.take();
        try {
          call.run();
        } catch (RuntimeException e) {
          log.error("serf: an event was not handled", e);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What waits is delivered first; a few seconds at most. */
  @Override
  public void close() {
    closing = true;
    queue.offer(() -> {});
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      if (!thread.join(CLOSE_WAIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
