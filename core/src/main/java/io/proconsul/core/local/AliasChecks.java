package io.proconsul.core.local;

import io.proconsul.core.check.CheckResult;
import io.proconsul.core.check.OutputLimit;
import io.proconsul.core.state.Registration;
import io.proconsul.model.CheckKind;
import io.proconsul.model.HealthCheck;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Checks that follow the checks of another service, of this agent or of a node of the catalog. They
 * are looked at again when a check of that service changes. Evaluated on the executor, one at a
 * time, the first time on the thread that starts them.
 */
final class AliasChecks {
  private final LocalState state;
  private final Catalog catalog;
  private final Executor executor;
  private final Map<String, Registration> running = new HashMap<>();

  AliasChecks(LocalState state, Catalog catalog, Executor executor) {
    this.state = state;
    this.catalog = catalog;
    this.executor = executor;
  }

  synchronized void start(String checkId, CheckKind.Alias alias, Consumer<CheckResult> sink) {
    Registration registration = alias.node().isEmpty()
        ? new Local(checkId, alias, sink).begin()
        : catalog.watch(
            alias.node(),
            view -> sink.accept(evaluate(
                checkId,
                alias,
                view.checks().values(),
                view.services().containsKey(alias.service()))));
    running.put(checkId, registration);
  }

  synchronized void stop(String checkId) {
    Registration registration = running.remove(checkId);
    if (registration != null) {
      registration.cancel();
    }
  }

  /** The worst of the node's and the service's checks, itself aside; the first critical one. */
  static CheckResult evaluate(
      String self, CheckKind.Alias alias, Collection<HealthCheck> checks, boolean serviceExists) {
    if (!alias.service().isEmpty() && !serviceExists) {
      return CheckResult.critical(
          "Service " + alias.service() + " could not be found on node " + alias.node());
    }
    CheckResult worst = CheckResult.passing("No checks found.");
    for (HealthCheck check : checks) {
      boolean counts = check.serviceId().isEmpty() || check.serviceId().equals(alias.service());
      if (!counts || alias.node().isEmpty() && check.checkId().equals(self)) {
        continue;
      }
      String failing = OutputLimit.cut(
          "Aliased check \"" + check.name() + "\" failing: " + check.output(), OutputLimit.DEFAULT);
      switch (check.status()) {
        case HealthCheck.CRITICAL -> {
          return CheckResult.critical(failing);
        }
        case HealthCheck.WARNING -> worst = CheckResult.warning(failing);
        default -> {
          if (worst.output().equals("No checks found.")) {
            worst = CheckResult.passing("All checks passing.");
          }
        }
      }
    }
    return worst;
  }

  /** Follows a service of this agent. */
  private final class Local implements LocalState.Listener, Registration {
    private final String checkId;
    private final CheckKind.Alias alias;
    private final Consumer<CheckResult> sink;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean cancelled;

    Local(String checkId, CheckKind.Alias alias, Consumer<CheckResult> sink) {
      this.checkId = checkId;
      this.alias = alias;
      this.sink = sink;
    }

    Registration begin() {
      state.listen(this);
      look();
      return this;
    }

    @Override
    public void accept(String serviceId) {
      if (serviceId.equals(alias.service()) && due.compareAndSet(false, true)) {
        executor.execute(() -> {
          due.set(false);
          look();
        });
      }
    }

    private void look() {
      if (cancelled) {
        return;
      }
      var checks = state.checks().values().stream().map(LocalCheck::check).toList();
      boolean exists = state.service(alias.service()) != null;
      sink.accept(evaluate(checkId, alias, checks, exists));
    }

    @Override
    public void cancel() {
      cancelled = true;
      state.unlisten(this);
    }
  }
}
