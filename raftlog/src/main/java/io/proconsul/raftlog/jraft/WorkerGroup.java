package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.util.concurrent.FixedThreadsExecutorGroup;
import com.alipay.sofa.jraft.util.concurrent.SingleThreadExecutor;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where JRaft runs what could not be sent to a peer. What was answered runs on the connection's
 * thread, so that nothing here needs an order; JRaft's own group has threads that never end.
 */
final class WorkerGroup implements FixedThreadsExecutorGroup {
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
