package io.proconsul.agent.rpc.link;

import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what came of a change on the thread that made it. What comes of that in turn runs behind it
 * rather than within, so that a peer cannot make the stack deep.
 */
final class Tasks {
  private static final Logger LOG = LoggerFactory.getLogger("agent.rpc");
  private static final ThreadLocal<@Nullable ArrayDeque<Runnable>> RUNNING = new ThreadLocal<>();

  private Tasks() {}

  static void run(Collection<Runnable> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    ArrayDeque<Runnable> outer = RUNNING.get();
    if (outer != null) {
      outer.addAll(tasks);
      return;
    }
    ArrayDeque<Runnable> queue = new ArrayDeque<>(tasks);
    RUNNING.set(queue);
    try {
      for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
        run(task);
      }
    } finally {
      RUNNING.remove();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A task of an RPC connection failed", e);
    }
  }
}
