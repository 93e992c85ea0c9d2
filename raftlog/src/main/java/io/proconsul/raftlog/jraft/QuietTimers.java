package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.core.Scheduler;
import com.alipay.sofa.jraft.core.TimerManager;
import com.alipay.sofa.jraft.util.SPI;
import com.alipay.sofa.jraft.util.timer.RaftTimerFactory;
import com.alipay.sofa.jraft.util.timer.Timeout;
import com.alipay.sofa.jraft.util.timer.Timer;
import com.alipay.sofa.jraft.util.timer.TimerTask;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JRaft's timers on sleeping threads: its own wheel wakes each of its threads every millisecond,
 * which an idle server pays for all day. JRaft finds this through {@code META-INF/services}.
 */
@SPI(name = "proconsul", priority = 10)
public final class QuietTimers implements RaftTimerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(QuietTimers.class);

  /**
   * JRaft asks at each tick whether the leader was silent for an election timeout, and ticks once
   * in one to two of them, so that a lost leader would go unnoticed for up to three. Shorter ticks
   * make it little more than one; they stay as random, which keeps servers from standing at once.
   */
  @Override
  public Timer getElectionTimer(boolean shared, String name) {
    return new SleepingTimer(name, 4);
  }

  /** After a vote that nobody won; a round takes far less than JRaft's one to two timeouts. */
  @Override
  public Timer getVoteTimer(boolean shared, String name) {
    return new SleepingTimer(name, 2);
  }

  @Override
  public Timer getStepDownTimer(boolean shared, String name) {
    return createTimer(name);
  }

  @Override
  public Timer getSnapshotTimer(boolean shared, String name) {
    return createTimer(name);
  }

  @Override
  public Scheduler getRaftScheduler(boolean shared, int workers, String name) {
    return createScheduler(workers, name);
  }

  @Override
  public Timer createTimer(String name) {
    return new SleepingTimer(name, 1);
  }

  @Override
  public Scheduler createScheduler(int workers, String name) {
    return new TimerManager(workers, name);
  }

  /** One thread, which exists only while something is scheduled. */
  private static final class SleepingTimer implements Timer {
    private final ScheduledThreadPoolExecutor executor;
    private final int divisor;

    SleepingTimer(String name, int divisor) {
      this.divisor = divisor;
      executor = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
      });
      executor.setKeepAliveTime(5, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      executor.setRemoveOnCancelPolicy(true);
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
      var timeout = new Scheduled(this, task);
      timeout.future =
          executor.schedule(timeout, unit.toMicros(delay) / divisor, TimeUnit.MICROSECONDS);
      return timeout;
    }

    @Override
    public Set<Timeout> stop() {
      // No interrupt: the task may be saving the term, and an interrupt would fail that write.
      executor.shutdown();
      return Set.of();
    }
  }

  private static final class Scheduled implements Timeout, Runnable {
    private final SleepingTimer timer;
    private final TimerTask task;
    private volatile @Nullable Future<?> future;

    Scheduled(SleepingTimer timer, TimerTask task) {
      this.timer = timer;
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run(this);
      } catch (Exception e) {
        LOG.error("A timer of the log failed", e);
      }
    }

    @Override
    public Timer timer() {
      return timer;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      var scheduled = future;
      return scheduled != null && scheduled.isDone() && !scheduled.isCancelled();
    }

    @Override
    public boolean isCancelled() {
      var scheduled = future;
      return scheduled != null && scheduled.isCancelled();
    }

    @Override
    public boolean cancel() {
      var scheduled = future;
      return scheduled != null && scheduled.cancel(false);
    }
  }
}
