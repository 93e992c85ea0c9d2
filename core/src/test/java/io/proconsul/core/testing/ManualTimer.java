package io.proconsul.core.testing;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes only when a test says so. */
public final class ManualTimer implements Timer {
  private record Task(long at, Runnable run) {}

  private final List<Task> tasks = new ArrayList<>();
  private long now;

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    Task planned = new Task(now + delay.toMillis(), task);
    tasks.add(planned);
    return () -> tasks.remove(planned);
  }

  /** Runs what falls due, in order. */
  public void pass(Duration duration) {
    long until = now + duration.toMillis();
    while (true) {
      Task next = tasks.stream()
          .filter(task -> task.at <= until)
          .min(Comparator.comparingLong(Task::at))
          .orElse(null);
      if (next == null) {
        break;
      }
      tasks.remove(next);
      now = next.at;
      next.run.run();
    }
    now = until;
  }

  public int pending() {
    return tasks.size();
  }
}
