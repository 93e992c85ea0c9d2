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

  private static final String OLD_MESSAGES = "com.google.protobuf.use_unsafe_pre22_gencode";
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

  /** JRaft's own pool for answers keeps as many threads for ever, unless told otherwise. */
  private static final String KEPT_THREADS = "jraft.rpc.closure.threadpool.size.min";

  static {
    if (System.getProperty(KEPT_THREADS) == null) {
      System.setProperty(KEPT_THREADS, "0");
    }
    // JRaft's messages were generated for an older protobuf, which newer ones warn of at each first
    // use. The flaw meant there is one of running time: whoever sends us messages is a server
    // of the cluster, let in by TLS.
    if (System.getProperty(OLD_MESSAGES) == null) {
      System.setProperty(OLD_MESSAGES, "true");
    }
    ThreadPoolsFactory.registerThreadPool(GROUP, POOL);
  }

  private Workers() {}

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
