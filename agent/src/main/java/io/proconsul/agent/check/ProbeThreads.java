package io.proconsul.agent.check;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where probes run: at most {@value #MAX_NETWORK} on the network and {@value #MAX_SCRIPTS}
 * programs, the others wait their turn. A check has one probe at most, so their number bounds the
 * waiting.
 */
final class ProbeThreads implements AutoCloseable {
  static final int MAX_NETWORK = 512;
  static final int MAX_SCRIPTS = 64;

  private final Semaphore permits = new Semaphore(MAX_NETWORK);
  private final ThreadFactory virtual = Thread.ofVirtual().name("check-", 0).factory();

  /** Reading from a program holds its thread, so these are real ones. */
  private final ThreadPoolExecutor scripts = new ThreadPoolExecutor(
      MAX_SCRIPTS,
      MAX_SCRIPTS,
      10,
      TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(),
      Thread.ofPlatform().name("check-script-", 0).daemon().factory());

  ProbeThreads() {
    scripts.allowCoreThreadTimeOut(true);
  }

  void execute(Probe probe, Runnable task) {
    if (!(probe instanceof ScriptProbe)) {
      virtual.newThread(() -> runWithPermit(task)).start();
      return;
    }
    try {
      scripts.execute(task);
    } catch (RejectedExecutionException _) {
      // Closed: no check runs any more.
    }
  }

  private void runWithPermit(Runnable task) {
    permits.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() {
    scripts.shutdown();
  }
}
