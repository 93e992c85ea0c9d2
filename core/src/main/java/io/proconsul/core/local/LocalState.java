package io.proconsul.core.local;

import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this agent and what of it the catalog does not have yet. Entries are immutable; the
 * methods are short and guarded by this object. Listeners are called outside of the lock, on the
 * thread that made the change.
 */
public final class LocalState {
  /** Hears which service a change belongs to: its id, or empty for the node's own checks. */
  public interface Listener extends Consumer<String> {}

  private final LocalSettings settings;
  private final Timer timer;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  private final Map<String, LocalService> services = new TreeMap<>();
  private final Map<String, LocalCheck> checks = new TreeMap<>();
  private final Set<String> unsyncedServices = new HashSet<>();
  private final Set<String> unsyncedChecks = new HashSet<>();
  private final Map<String, Cancellation> deferred = new HashMap<>();

  public LocalState(
      LocalSettings settings, Timer timer, RandomGenerator random, InstantSource clock) {
    this.settings = settings;
    this.timer = timer;
    this.random = random;
    this.clock = clock;
  }

  /** Everything at one moment, what is gone included. */
  public record Snapshot(Map<String, LocalService> services, Map<String, LocalCheck> checks) {}

  /** What the catalog does not have yet. */
  public record Unsynced(List<LocalService> services, List<LocalCheck> checks) {
    public boolean isEmpty() {
      return services.isEmpty() && checks.isEmpty();
    }
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  public void unlisten(Listener listener) {
    listeners.remove(listener);
  }

  public @Nullable LocalService service(String id) {
    LocalService found;
    synchronized (this) {
      found = services.get(id);
    }
    return found == null || found.gone() ? null : found;
  }

  public @Nullable LocalCheck check(String id) {
    LocalCheck found;
    synchronized (this) {
      found = checks.get(id);
    }
    return found == null || found.gone() ? null : found;
  }

  /** Those that are here, by id. */
  public synchronized Map<String, LocalService> services() {
    Map<String, LocalService> present = new TreeMap<>(services);
    present.values().removeIf(LocalService::gone);
    return present;
  }

  /** Those that are here, by id. */
  public synchronized Map<String, LocalCheck> checks() {
    Map<String, LocalCheck> present = new TreeMap<>(checks);
    present.values().removeIf(LocalCheck::gone);
    return present;
  }

  /** The checks of one service, with those of the node when asked for. */
  public List<LocalCheck> checksOf(String serviceId, boolean withNodes) {
    List<LocalCheck> found = new ArrayList<>();
    for (LocalCheck check : checks().values()) {
      String of = check.check().serviceId();
      if (of.equals(serviceId) || withNodes && of.isEmpty()) {
        found.add(check);
      }
    }
    return found;
  }

  public void put(LocalService service) {
    synchronized (this) {
      services.put(service.id(), service);
      unsyncedServices.add(service.id());
    }
    tell(service.id());
  }

  public void put(LocalCheck check) {
    LocalCheck kept = settings.checks().discardOutput()
        ? check.with(check.check().withStatus(check.check().status(), ""), check.criticalSince())
        : check;
    synchronized (this) {
      undefer(kept.id());
      checks.put(kept.id(), kept);
      unsyncedChecks.add(kept.id());
    }
    tell(kept.check().serviceId());
  }

  /** Takes the service and its checks off; the catalog is told later. */
  public void removeService(String id) {
    synchronized (this) {
      LocalService service = services.get(id);
      if (service == null) {
        return;
      }
      services.put(id, service.asGone());
      unsyncedServices.add(id);
      for (LocalCheck check : List.copyOf(checks.values())) {
        if (check.check().serviceId().equals(id)) {
          markGone(check);
        }
      }
    }
    tell(id);
  }

  public void removeCheck(String id) {
    LocalCheck check;
    synchronized (this) {
      check = checks.get(id);
      if (check == null) {
        return;
      }
      markGone(check);
    }
    tell(check.check().serviceId());
  }

  /** A result: a new state is shown to all at once, new output alone only after a while. */
  public void update(String checkId, Status status, String output) {
    LocalCheck check;
    synchronized (this) {
      check = checks.get(checkId);
      if (check == null || check.gone()) {
        return;
      }
      String kept = settings.checks().discardOutput() ? "" : output;
      HealthCheck before = check.check();
      long since = criticalSince(check, status);
      HealthCheck after = before.withStatus(status.text(), kept);
      if (after.equals(before)) {
        checks.put(checkId, check.with(before, since));
        return;
      }
      checks.put(checkId, check.with(after, since));
      Duration interval = settings.checks().updateInterval();
      if (before.status().equals(status.text()) && interval.isPositive()) {
        defer(checkId, interval);
      } else {
        undefer(checkId);
        unsyncedChecks.add(checkId);
      }
    }
    tell(check.check().serviceId());
  }

  /** Whether a change of output alone waits for its time. */
  public synchronized Set<String> deferredChecks() {
    return Set.copyOf(deferred.keySet());
  }

  public synchronized Snapshot snapshot() {
    return new Snapshot(new TreeMap<>(services), new TreeMap<>(checks));
  }

  public synchronized Unsynced unsynced() {
    return new Unsynced(
        unsyncedServices.stream().map(services::get).filter(s -> s != null).toList(),
        unsyncedChecks.stream().map(checks::get).filter(c -> c != null).toList());
  }

  /** The catalog has this now, unless it changed here in the meantime. */
  public synchronized void synced(LocalService service) {
    if (service.equals(services.get(service.id()))) {
      unsyncedServices.remove(service.id());
      if (service.gone()) {
        services.remove(service.id());
      }
    }
  }

  /** The catalog has this now, unless it changed here in the meantime. */
  public synchronized void synced(LocalCheck check) {
    LocalCheck present = checks.get(check.id());
    if (present != null
        && present.check().equals(check.check())
        && present.gone() == check.gone()) {
      unsyncedChecks.remove(check.id());
      if (check.gone()) {
        checks.remove(check.id());
      }
    }
  }

  /** Marks what a look at the catalog found missing or different there. */
  public synchronized void missing(Collection<String> serviceIds, Collection<String> checkIds) {
    unsyncedServices.addAll(serviceIds);
    unsyncedChecks.addAll(checkIds);
  }

  /** Takes over what somebody else set in the catalog, where the service allows that. */
  public void overrideTags(LocalService service, List<String> tags) {
    synchronized (this) {
      if (!service.equals(services.get(service.id()))) {
        return;
      }
      services.put(service.id(), service.withTags(tags));
    }
    tell(service.id());
  }

  private void markGone(LocalCheck check) {
    undefer(check.id());
    checks.put(check.id(), check.asGone());
    unsyncedChecks.add(check.id());
  }

  /** A check that was registered as critical starts its clock with the first update only. */
  private long criticalSince(LocalCheck check, Status status) {
    if (status != Status.CRITICAL) {
      return 0;
    }
    return check.criticalSince() == 0 ? clock.millis() : check.criticalSince();
  }

  /** Spread over one interval, from half of one on, so that many agents do not write at once. */
  private void defer(String checkId, Duration interval) {
    if (unsyncedChecks.contains(checkId) || deferred.containsKey(checkId)) {
      return;
    }
    long nanos = interval.toNanos();
    Duration wait = Duration.ofNanos(nanos / 2 + random.nextLong(Math.max(1, nanos)));
    deferred.put(checkId, timer.after(wait, () -> endDeferral(checkId)));
  }

  private void endDeferral(String checkId) {
    LocalCheck check;
    synchronized (this) {
      check = checks.get(checkId);
      if (deferred.remove(checkId) == null || check == null) {
        return;
      }
      unsyncedChecks.add(checkId);
    }
    tell(check.check().serviceId());
  }

  private void undefer(String checkId) {
    Cancellation timeout = deferred.remove(checkId);
    if (timeout != null) {
      timeout.cancel();
    }
  }

  private void tell(String serviceId) {
    listeners.forEach(listener -> listener.accept(serviceId));
  }
}
