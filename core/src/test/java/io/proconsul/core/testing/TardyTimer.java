package io.proconsul.core.testing;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.run.Timer;
import java.time.Duration;

/** A timer whose every cancellation comes too late: the task is on its way. */
public final class TardyTimer implements Timer {
  private final ManualTimer timer = new ManualTimer();

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    timer.after(delay, task);
    return Cancellation.NONE;
  }

  public void advance(Duration time) {
    timer.advance(time);
  }
}
