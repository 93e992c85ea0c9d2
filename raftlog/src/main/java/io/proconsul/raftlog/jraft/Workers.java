package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.util.ThreadPoolsFactory;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads for what must not run on a log's apply thread: snapshots, failed callbacks, shutdown.
 * JRaft keeps its pools per group name and for ever, so all logs of a JVM share this one; it has no
 * thread after a second without work.
 */
final class Workers {
  private static final String GROUP = "proconsul";

  private static final int MAX_THREADS = 64;
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(
      0,
      MAX_THREADS,
      1,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      Workers::thread,
      new ThreadPoolExecutor.CallerRunsPolicy());

  static {
    Properties.set();
    ThreadPoolsFactory.registerThreadPool(GROUP, POOL);
  }

  private Workers() {}

  /** Before any other use of JRaft, whose classes read its properties when they are loaded. */
  static void prepare() {}

  /** Every log of one cluster must use the same; logs of one JVM differ by node id. */
  static String group() {
    return GROUP;
  }

  static void run(Runnable task) {
    POOL.execute(task);
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "log-worker-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
