package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.util.ThreadPoolsFactory;
import com.alipay.sofa.jraft.util.concurrent.FixedThreadsExecutorGroup;
import com.alipay.sofa.jraft.util.concurrent.SingleThreadExecutor;
import java.util.Iterator;
import java.util.List;
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

  /**
   * Where JRaft runs what could not be sent to a peer. What was answered runs on the connection's
   * thread, so that nothing here needs an order; JRaft's own group has threads that never end.
   */
  static final class Group implements FixedThreadsExecutorGroup {
    private final SingleThreadExecutor executor = new SingleThreadExecutor() {
      @Override
      public void execute(Runnable task) {
        Workers.run(task);
      }

      @Override
      public boolean shutdownGracefully() {
        return true;
      }

      @Override
      public boolean shutdownGracefully(long timeout, TimeUnit unit) {
        return true;
      }
    };

    @Override
    public SingleThreadExecutor next() {
      return executor;
    }

    @Override
    public void execute(int index, Runnable task) {
      executor.execute(task);
    }

    @Override
    public boolean shutdownGracefully() {
      return true;
    }

    @Override
    public boolean shutdownGracefully(long timeout, TimeUnit unit) {
      return true;
    }

    @Override
    public Iterator<SingleThreadExecutor> iterator() {
      return List.of(executor).iterator();
    }
  }
}
