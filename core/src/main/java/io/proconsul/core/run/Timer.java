package io.proconsul.core.run;

import java.time.Duration;

/** Runs tasks later. A task must be short; it runs on a thread of the timer's owner. */
public interface Timer {
  Cancellation after(Duration delay, Runnable task);
}
