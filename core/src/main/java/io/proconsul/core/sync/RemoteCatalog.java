package io.proconsul.core.sync;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Remote;
import io.proconsul.core.run.Timer;
import io.proconsul.core.state.Registration;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The catalog of the servers, as a client agent reaches it. Any thread. */
public final class RemoteCatalog implements Catalog {
  private static final Duration WAIT = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final String node;
  private final String datacenter;
  private final Remote remote;
  private final Timer timer;
  private final Executor executor;

  /**
   * @param node this agent's
   * @param executor for watches, one task at a time
   */
  public RemoteCatalog(
      String node, String datacenter, Remote remote, Timer timer, Executor executor) {
    this.node = node;
    this.datacenter = datacenter;
    this.remote = remote;
    this.timer = timer;
    this.executor = executor;
  }

  @Override
  public void view(Outcome<Catalog.View> outcome) {
    ask(
        new CatalogQuery.NodeWithServices(node),
        options(0),
        then(
            outcome,
            found -> ask(
                new HealthQuery.NodeChecks(node),
                options(0),
                then(outcome, checks -> outcome.done(view(found.result(), checks.result()))))));
  }

  @Override
  public void submit(CatalogCommand command, Outcome<Boolean> outcome) {
    remote.submit(datacenter, command, outcome);
  }

  @Override
  public Registration watch(String watched, Observer observer) {
    NodeWatch watch = new NodeWatch(watched, observer);
    executor.execute(() -> watch.look(0));
    return watch;
  }

  private <R> Cancellation ask(
      Query<R> query, ReadOptions options, Outcome<Remote.Reply<R>> outcome) {
    return remote.ask(datacenter, query, options, outcome);
  }

  private static ReadOptions options(long index) {
    return new ReadOptions(false, false, index, WAIT, Duration.ZERO, false, false, "");
  }

  private static <R> Outcome<R> then(Outcome<?> failing, java.util.function.Consumer<R> next) {
    return new Outcome<>() {
      @Override
      public void done(R result) {
        next.accept(result);
      }

      @Override
      public void failed(ConsulException cause) {
        failing.failed(cause);
      }
    };
  }

  private static Catalog.View view(Optional<NodeServices> found, List<HealthCheck> checks) {
    List<ServiceInstance> none = List.of();
    return found
        .map(node -> Catalog.View.of(node.node(), node.services(), checks))
        .orElseGet(() -> Catalog.View.of(null, none, checks));
  }

  /** Asks for the checks of a node with a blocking query, again and again. On the executor. */
  private final class NodeWatch implements Registration {
    private final String watched;
    private final Observer observer;
    private boolean cancelled;
    private Cancellation under = Cancellation.NONE;

    NodeWatch(String watched, Observer observer) {
      this.watched = watched;
      this.observer = observer;
    }

    void look(long index) {
      if (isCancelled()) {
        return;
      }
      keep(ask(new HealthQuery.NodeChecks(watched), options(index), new Outcome<>() {
        @Override
        public void done(Remote.Reply<List<HealthCheck>> reply) {
          executor.execute(() -> seen(index, reply));
        }

        @Override
        public void failed(ConsulException cause) {
          keep(timer.after(RETRY, () -> executor.execute(() -> look(0))));
        }
      }));
    }

    private void seen(long before, Remote.Reply<List<HealthCheck>> reply) {
      if (isCancelled()) {
        return;
      }
      long index = reply.meta().index();
      if (index != before) {
        keep(ask(new CatalogQuery.NodeWithServices(watched), options(0), new Outcome<>() {
          @Override
          public void done(Remote.Reply<Optional<NodeServices>> found) {
            executor.execute(() -> {
              observer.changed(view(found.result(), reply.result()));
              look(index);
            });
          }

          @Override
          public void failed(ConsulException cause) {
            keep(timer.after(RETRY, () -> executor.execute(() -> look(0))));
          }
        }));
      } else {
        look(index);
      }
    }

    private synchronized boolean isCancelled() {
      return cancelled;
    }

    private synchronized void keep(Cancellation cancellation) {
      under = cancellation;
      if (cancelled) {
        cancellation.cancel();
      }
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      under.cancel();
    }
  }
}
