package io.proconsul.core.sync;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.Registration;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.NodeServices;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The catalog of the server that this agent is. Any thread. */
public final class OwnCatalog implements Catalog {
  private final String node;
  private final StateMachine machine;
  private final Consensus consensus;
  private final Executor executor;

  /**
   * @param node this agent's
   * @param executor for watches, one task at a time
   */
  public OwnCatalog(String node, StateMachine machine, Consensus consensus, Executor executor) {
    this.node = node;
    this.machine = machine;
    this.consensus = consensus;
    this.executor = executor;
  }

  @Override
  public void view(Outcome<Catalog.View> outcome) {
    consensus.confirm(Consensus.Freshness.DEFAULT, new Outcome<>() {
      @Override
      public void done(Boolean fresh) {
        outcome.done(look(node, new WatchSet()));
      }

      @Override
      public void failed(ConsulException cause) {
        outcome.failed(cause);
      }
    });
  }

  @Override
  public void submit(CatalogCommand command, Outcome<Boolean> outcome) {
    consensus.submit(command, outcome);
  }

  @Override
  public Registration watch(String watched, Observer observer) {
    NodeWatch watch = new NodeWatch(watched, observer);
    executor.execute(watch::look);
    return watch;
  }

  private Catalog.View look(String name, WatchSet watches) {
    Tables tables = machine.tables();
    Optional<NodeServices> found = StateMachine.read(
            tables, new CatalogQuery.NodeWithServices(name), watches)
        .result();
    var checks =
        StateMachine.read(tables, new HealthQuery.NodeChecks(name), watches).result();
    return found
        .map(node -> Catalog.View.of(node.node(), node.services(), checks))
        .orElseGet(() -> Catalog.View.of(null, List.of(), checks));
  }

  /** Looks again whenever something that it saw has changed. Runs on the executor. */
  private final class NodeWatch implements Registration {
    private final String watched;
    private final Observer observer;
    private boolean cancelled;
    private @Nullable Registration next;

    NodeWatch(String watched, Observer observer) {
      this.watched = watched;
      this.observer = observer;
    }

    void look() {
      if (isCancelled()) {
        return;
      }
      WatchSet watches = new WatchSet();
      Catalog.View view = OwnCatalog.this.look(watched, watches);
      observer.changed(view);
      keep(watches.onAny(() -> executor.execute(this::look)));
    }

    private synchronized boolean isCancelled() {
      return cancelled;
    }

    private synchronized void keep(Registration registration) {
      if (cancelled) {
        registration.cancel();
      } else {
        next = registration;
      }
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      if (next != null) {
        next.cancel();
      }
    }
  }
}
