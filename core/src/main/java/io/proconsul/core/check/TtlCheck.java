package io.proconsul.core.check;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A check that turns critical unless somebody reports in time. Reports come on any thread; each
 * starts the time anew.
 */
public final class TtlCheck {
  private final Duration ttl;
  private final int maxOutput;
  private final Timer timer;
  private final Consumer<CheckResult> sink;
  private String lastOutput = "";
  private Cancellation expiry = Cancellation.NONE;
  private boolean stopped;
  private long round;

  /** @param sink gets every new state, on the reporter's or the timer's thread */
  public TtlCheck(Duration ttl, int maxOutput, Timer timer, Consumer<CheckResult> sink) {
    this.ttl = ttl;
    this.maxOutput = maxOutput;
    this.timer = timer;
    this.sink = sink;
  }

  public Duration ttl() {
    return ttl;
  }

  /** Starts the time without a report. */
  public synchronized void start() {
    rearm();
  }

  /** The report as it was taken: with its output cut to size. */
  public CheckResult report(CheckResult given) {
    CheckResult taken = new CheckResult(given.status(), OutputLimit.cut(given.output(), maxOutput));
    synchronized (this) {
      lastOutput = taken.output();
      rearm();
    }
    sink.accept(taken);
    return taken;
  }

  public synchronized void stop() {
    stopped = true;
    expiry.cancel();
  }

  private void rearm() {
    expiry.cancel();
    if (!stopped) {
      long started = ++round;
      expiry = timer.after(ttl, () -> expire(started));
    }
  }

  /** A report may have come while the timer was already on its way here. */
  private void expire(long started) {
    String output;
    synchronized (this) {
      if (stopped || round != started) {
        return;
      }
      output = lastOutput.isEmpty()
          ? "TTL expired"
          : "TTL expired (last output before timeout follows): " + lastOutput;
    }
    sink.accept(CheckResult.critical(output));
  }
}
