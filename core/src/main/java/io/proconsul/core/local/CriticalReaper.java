package io.proconsul.core.local;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.CheckDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Removes services whose checks have been critical for longer than their definition allows. Looks
 * every {@link #INTERVAL}, on the timer's thread.
 */
public final class CriticalReaper {
  static final Duration INTERVAL = Duration.ofSeconds(30);
  static final Duration SHORTEST = Duration.ofMinutes(1);

  private final LocalRegistry registry;
  private final Timer timer;
  private final InstantSource clock;
  private final BiConsumer<String, String> reaped;
  private volatile Cancellation next = Cancellation.NONE;
  private volatile boolean stopped;

  /** @param reaped hears the service's and the check's id */
  public CriticalReaper(
      LocalRegistry registry, Timer timer, InstantSource clock, BiConsumer<String, String> reaped) {
    this.registry = registry;
    this.timer = timer;
    this.clock = clock;
    this.reaped = reaped;
  }

  public void start() {
    if (!stopped) {
      next = timer.after(INTERVAL, () -> {
        look();
        start();
      });
    }
  }

  public void stop() {
    stopped = true;
    next.cancel();
  }

  private void look() {
    for (LocalCheck check : overdue()) {
      try {
        registry.deregisterService(check.check().serviceId(), LocalStore.Done.IGNORED);
        reaped.accept(check.check().serviceId(), check.id());
      } catch (ConsulException.NotFound _) {
        // Another of its checks, or somebody else, has removed it already.
      }
    }
  }

  private List<LocalCheck> overdue() {
    long now = clock.millis();
    List<LocalCheck> overdue = new ArrayList<>();
    for (LocalCheck check : registry.state().checks().values()) {
      CheckDefinition definition = check.definition();
      if (definition == null
          || !definition.deregisterAfter().isPositive()
          || check.criticalSince() == 0
          || check.check().serviceId().isEmpty()) {
        continue;
      }
      long patience = Math.max(SHORTEST.toMillis(), definition.deregisterAfter().toMillis());
      if (now - check.criticalSince() > patience) {
        overdue.add(check);
      }
    }
    return overdue;
  }
}
