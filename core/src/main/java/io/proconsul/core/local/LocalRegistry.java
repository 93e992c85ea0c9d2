package io.proconsul.core.local;

import io.proconsul.codec.GoDuration;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.check.CheckResult;
import io.proconsul.core.check.OutputLimit;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceDefinition;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.TaggedAddresses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Registers and removes this agent's services and checks: in the state, among the checks that run,
 * and on disk. One change at a time, guarded by this object; none of it blocks but restoring.
 */
public final class LocalRegistry {
  private final LocalSettings settings;
  private final LocalState state;
  private final RunningChecks running;
  private final StoredChecks stored;
  private final InstantSource clock;

  public LocalRegistry(
      LocalSettings settings,
      LocalState state,
      RunningChecks running,
      LocalStore store,
      InstantSource clock) {
    this.settings = settings;
    this.state = state;
    this.running = running;
    this.stored = new StoredChecks(store, clock);
    this.clock = clock;
  }

  public LocalState state() {
    return state;
  }

  /**
   * Registers a service with its checks, in place of one with the same id. Checks that it had and
   * that are not given again stay, unless told otherwise. A check keeps its state.
   *
   * @throws ConsulException when it is refused; nothing has changed then
   */
  public void register(
      ServiceDefinition service, Source source, boolean replaceChecks, LocalStore.Done done) {
    if (source == Source.REMOTE) {
      RegistrationRules.check(service);
    } else if (service.name().isEmpty()) {
      throw new ConsulException.Refused("Failed to register service \"\": Service name missing");
    }
    service.checks().forEach(check -> requireRunnable(check, source));
    ServiceDefinition asked = service.sidecar();
    synchronized (this) {
      WriteBarrier writes = new WriteBarrier(done);
      if (asked == null) {
        put(new Registering(service, source, false), replaceChecks, writes);
      } else {
        ServiceDefinition sidecar = sidecar(service, asked);
        sidecar.checks().forEach(check -> requireRunnable(check, source));
        put(new Registering(service, source, false), replaceChecks, writes);
        put(new Registering(sidecar, source, true), replaceChecks, writes);
      }
      writes.allAsked();
    }
  }

  /**
   * Registers a check of the node, or of a service that is here.
   *
   * @throws ConsulException when it is refused; nothing has changed then
   */
  public void register(CheckDefinition check, Source source, LocalStore.Done done) {
    if (source == Source.REMOTE) {
      RegistrationRules.check(check);
    }
    requireRunnable(check, source);
    synchronized (this) {
      HealthCheck shown = shown(check, source);
      put(new LocalCheck(shown, check, check.token(), source, 0, false), done);
    }
  }

  /** @throws ConsulException.NotFound when there is no such service */
  public synchronized void deregisterService(String id, LocalStore.Done done) {
    LocalService service = requireService(id);
    LocalService sidecar = state.service(Sidecars.idOf(id));
    WriteBarrier writes = new WriteBarrier(done);
    remove(service, writes);
    if (sidecar != null && sidecar.sidecar()) {
      remove(sidecar, writes);
    }
    writes.allAsked();
  }

  private void remove(LocalService service, WriteBarrier writes) {
    List<LocalCheck> checks = state.checksOf(service.id(), false);
    state.removeService(service.id());
    checks.forEach(check -> forget(check, writes));
    stored.remove(service, writes.next());
  }

  /** @throws ConsulException.NotFound when there is no such check */
  public synchronized void deregisterCheck(String id, LocalStore.Done done) {
    LocalCheck check = requireCheck(id);
    state.removeCheck(id);
    WriteBarrier writes = new WriteBarrier(done);
    forget(check, writes);
    writes.allAsked();
  }

  /**
   * Takes a report on a TTL check.
   *
   * @throws ConsulException when there is no such check, or it is of another kind
   */
  public void report(String checkId, CheckResult result) {
    requireCheck(checkId);
    CheckResult taken = running.report(checkId, result);
    stored.keepState(checkId, taken, running.ttl(checkId));
  }

  /** Puts a check that nobody runs: maintenance mode. */
  synchronized void putUnrun(HealthCheck check, LocalStore.Done done) {
    HealthCheck here = check.withNode(settings.nodeName());
    put(new LocalCheck(here, null, "", Source.REMOTE, 0, false), done);
  }

  /** @throws ConsulException.NotFound in Consul's words */
  LocalService requireService(String id) {
    LocalService service = state.service(id);
    if (service == null) {
      throw new ConsulException.NotFound("Unknown service ID \"" + id
          + "\". Ensure that the service ID is passed, not the service name.");
    }
    return service;
  }

  private LocalCheck requireCheck(String id) {
    LocalCheck check = state.check(id);
    if (check == null) {
      throw new ConsulException.NotFound("Unknown check ID \"" + id
          + "\". Ensure that the check ID is passed, not the check name.");
    }
    return check;
  }

  /**
   * Brings back what was registered over the API before the agent stopped, but for what the
   * configuration defines now. Blocks on the disk.
   *
   * @param damaged hears of each file that cannot be read; it is left alone
   */
  public synchronized void restore(Consumer<String> damaged) {
    for (LocalService service : stored.services(damaged)) {
      if (state.service(service.id()) == null) {
        state.put(service);
      }
    }
    for (LocalCheck check : stored.checks(damaged)) {
      String of = check.check().serviceId();
      if (state.check(check.id()) == null && (of.isEmpty() || state.service(of) != null)) {
        put(check, LocalStore.Done.IGNORED);
      }
    }
  }

  /** Reads the last reports on TTL checks; before anything is registered. Blocks on the disk. */
  public void loadStates(Consumer<String> damaged) {
    stored.loadStates(damaged);
  }

  /**
   * Takes over what the configuration files say now. What only the API registered stays if it is on
   * disk. Blocks on the disk.
   *
   * @throws ConsulException when a definition is refused: the agent is without any service then
   */
  public synchronized void reload(
      List<ServiceDefinition> services, List<CheckDefinition> checks, Consumer<String> damaged) {
    Set<String> keptServices = new HashSet<>();
    Set<String> keptChecks = new HashSet<>();
    try {
      for (ServiceDefinition service : services) {
        register(service, Source.CONFIG, true, LocalStore.Done.IGNORED);
        String id = service.instance().id();
        keptServices.add(id);
        if (service.sidecar() != null) {
          keptServices.add(Sidecars.idOf(id));
        }
      }
      for (CheckDefinition check : checks) {
        register(check, Source.CONFIG, LocalStore.Done.IGNORED);
        keptChecks.add(check.id().isEmpty() ? check.name() : check.id());
      }
    } catch (ConsulException refusal) {
      keepOnly(Set.of(), Set.of(), false);
      throw refusal;
    }
    keepOnly(keptServices, keptChecks, stored.keeps());
    restore(damaged);
  }

  /** Stops all checks; the catalog is not told. */
  public synchronized void close() {
    state.checks().values().forEach(check -> running.stop(check.id()));
  }

  private void keepOnly(Set<String> services, Set<String> checks, boolean remoteToo) {
    for (LocalCheck check : state.checks().values()) {
      boolean kept = checks.contains(check.id())
          || services.contains(check.check().serviceId())
          || remoteToo && check.source() == Source.REMOTE;
      if (!kept) {
        running.stop(check.id());
        state.removeCheck(check.id());
      }
    }
    for (LocalService service : state.services().values()) {
      if (!services.contains(service.id()) && !(remoteToo && service.source() == Source.REMOTE)) {
        state.removeService(service.id());
      }
    }
  }

  /** A service that is about to be put, and where it comes from. */
  private record Registering(ServiceDefinition definition, Source source, boolean sidecar) {}

  private ServiceDefinition sidecar(ServiceDefinition service, ServiceDefinition asked) {
    return Sidecars.settle(
        service.instance().id(), Sidecars.complete(service, asked), state.services());
  }

  private void put(Registering registering, boolean replaceChecks, WriteBarrier writes) {
    ServiceDefinition definition = registering.definition();
    Source source = registering.source();
    ServiceInstance instance = TaggedAddresses.fill(definition.instance());
    LocalService service =
        new LocalService(instance, definition.token(), source, false, registering.sidecar());
    List<LocalCheck> checks = checksOf(definition, instance, source);
    state.put(service);
    stored.put(service, writes.next());
    if (replaceChecks) {
      Set<String> given = new HashSet<>();
      checks.forEach(check -> given.add(check.id()));
      for (LocalCheck old : state.checksOf(instance.id(), false)) {
        if (!given.contains(old.id())) {
          state.removeCheck(old.id());
          forget(old, writes);
        }
      }
    }
    checks.forEach(check -> put(check, writes.next()));
  }

  private List<LocalCheck> checksOf(
      ServiceDefinition definition, ServiceInstance instance, Source source) {
    List<LocalCheck> checks = new ArrayList<>();
    List<CheckDefinition> given = definition.checks();
    for (int i = 0; i < given.size(); i++) {
      CheckDefinition check = given.get(i);
      String number = given.size() > 1 ? ":" + (i + 1) : "";
      String id = check.id().isEmpty() ? "service:" + instance.id() + number : check.id();
      String name =
          check.name().isEmpty() ? "Service '" + instance.service() + "' check" : check.name();
      HealthCheck shown = HealthCheck.of(settings.nodeName(), id, name, startStatus(check))
          .withNotes(check.notes())
          .withService(instance.id(), instance.service(), instance.tags())
          .withRun(check.kind().type(), unlessZero(check.interval()), unlessZero(check.timeout()));
      checks.add(new LocalCheck(shown, check, definition.token(), source, 0, false));
    }
    return checks;
  }

  /** Configured checks show no type, as in Consul. */
  private HealthCheck shown(CheckDefinition check, Source source) {
    String id = check.id().isEmpty() ? check.name() : check.id();
    HealthCheck shown = HealthCheck.of(settings.nodeName(), id, check.name(), startStatus(check))
        .withNotes(check.notes())
        .withRun(
            source == Source.CONFIG ? "" : check.kind().type(),
            GoDuration.format(check.interval()),
            GoDuration.format(check.timeout()));
    if (check.serviceId().isEmpty()) {
      return shown;
    }
    LocalService service = state.service(check.serviceId());
    if (service == null) {
      throw new ConsulException.NotFound("ServiceID \"" + check.serviceId() + "\" does not exist");
    }
    ServiceInstance instance = service.instance();
    return shown.withService(instance.id(), instance.service(), instance.tags());
  }

  /** A check that was here before keeps its state, so that nothing flaps. */
  private void put(LocalCheck check, LocalStore.Done done) {
    LocalCheck before = state.check(check.id());
    LocalCheck kept = before == null
        ? stored.withLastReport(check)
        : check.with(
            check.check().withStatus(before.check().status(), before.check().output()),
            before.check().critical() ? clock.millis() : 0);
    running.stop(check.id());
    state.put(kept);
    running.start(kept, maxOutput(kept));
    stored.put(kept, done);
  }

  private void forget(LocalCheck check, WriteBarrier writes) {
    running.stop(check.id());
    stored.remove(check, writes.next());
  }

  private void requireRunnable(CheckDefinition check, Source source) {
    RegistrationRules.checkScripts(check, source, settings.checks());
    running.refusal(check).ifPresent(reason -> {
      throw new ConsulException.Refused(reason);
    });
  }

  private int maxOutput(LocalCheck check) {
    int max = settings.checks().outputMaxSize();
    int general = max > 0 ? max : OutputLimit.DEFAULT;
    CheckDefinition definition = check.definition();
    int own = definition == null ? 0 : definition.outputMaxSize();
    return own > 0 ? Math.min(own, general) : general;
  }

  private static String startStatus(CheckDefinition check) {
    return check.status().isEmpty() ? HealthCheck.CRITICAL : check.status();
  }

  private static String unlessZero(Duration duration) {
    return duration.isZero() ? "" : GoDuration.format(duration);
  }

  /** Waits for several writes and reports the first problem. Any thread. */
  private static final class WriteBarrier {
    private final LocalStore.Done done;
    private int left = 1;
    private String problem = "";

    WriteBarrier(LocalStore.Done done) {
      this.done = done;
    }

    /** For one more write. */
    synchronized LocalStore.Done next() {
      left++;
      return this::ended;
    }

    /** No more writes come. */
    void allAsked() {
      ended("");
    }

    private void ended(String how) {
      String result;
      synchronized (this) {
        if (problem.isEmpty()) {
          problem = how;
        }
        if (--left > 0) {
          return;
        }
        result = problem;
      }
      done.ended(result);
    }
  }
}
