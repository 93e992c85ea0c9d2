package io.proconsul.core.run;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.Query;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.state.Registration;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One read under way: consistency, then the answer, and for a blocking query the wait for a higher
 * index. Belongs to one request; after {@link #start} it runs on that request's executor.
 */
final class ReadRun<R> implements Cancellation {
  private static final int JITTER_FRACTION = 16;
  private static final int NOT_FOUND = 404;

  private static final List<Response.Header> OF_FAILURE = List.of(
      new Response.Header("X-Consul-Index", "1"),
      new Response.Header("X-Consul-KnownLeader", "false"),
      new Response.Header("X-Consul-LastContact", "0"),
      new Response.Header("X-Consul-Query-Backend", "blocking-query"));

  private final ActionRunner runner;
  private final ActionRunner.Lookup<R> lookup;
  private final ReadOptions options;
  private final Executor executor;
  private final Consumer<Response> done;
  private final AtomicBoolean ended = new AtomicBoolean();
  private boolean expired;
  private boolean waited;
  private @Nullable Registration registration;
  private @Nullable Cancellation timeout;

  ReadRun(
      ActionRunner.Lookup<R> lookup,
      ReadOptions options,
      Executor executor,
      Consumer<Response> done) {
    this.runner = lookup.runner();
    this.lookup = lookup;
    this.options = lookup.read().query() instanceof TxnQuery ? options.atOnce() : options;
    this.executor = executor;
    this.done = done;
  }

  void start() {
    if (options.stale()) {
      first();
      return;
    }
    Consensus.Freshness freshness =
        options.consistent() ? Consensus.Freshness.CONSISTENT : Consensus.Freshness.DEFAULT;
    runner.consensus().confirm(freshness, new Outcome<>() {
      @Override
      public void done(Boolean ready) {
        executor.execute(ReadRun.this::first);
      }

      @Override
      public void failed(ConsulException cause) {
        fail(cause);
      }
    });
  }

  @Override
  public void cancel() {
    if (ended.compareAndSet(false, true)) {
      executor.execute(this::release);
    }
  }

  private void first() {
    if (options.index() != 0 && !ended.get()) {
      timeout = runner.timer().after(patience(), () -> executor.execute(this::expire));
    }
    attempt();
  }

  /** As asked, at most the maximum, plus up to a sixteenth so that not all come back at once. */
  private Duration patience() {
    Settings settings = runner.settings();
    Duration wait = options.maxWait();
    if (wait.compareTo(settings.maxQueryTime()) > 0) {
      wait = settings.maxQueryTime();
    } else if (wait.isZero() || wait.isNegative()) {
      wait = settings.defaultQueryTime();
    }
    long jitter = wait.toNanos() / JITTER_FRACTION;
    return wait.plusNanos(jitter > 0 ? runner.random().nextLong(jitter) : 0);
  }

  private void expire() {
    expired = true;
    if (registration != null) {
      registration.cancel();
      attempt();
    }
  }

  private void attempt() {
    if (ended.get()) {
      return;
    }
    try {
      AnswerCache.Entry entry = look();
      boolean waiting = options.index() != 0
          && !expired
          && Long.compareUnsigned(entry.index(), options.index()) <= 0;
      if (waiting) {
        waited = true;
        registration = entry.watches().onAny(() -> executor.execute(this::attempt));
      } else {
        finish(withReadHeaders(entry));
      }
    } catch (ConsulException e) {
      fail(e);
    }
  }

  private AnswerCache.Entry look() {
    if (!isShared(lookup.read().query())) {
      return compute();
    }
    AnswerCache.Key key = lookup.key();
    AnswerCache.Entry cached = runner.cache().get(key);
    if (cached == null) {
      cached = compute();
      runner.cache().put(key, cached);
    }
    return cached;
  }

  private AnswerCache.Entry compute() {
    Tables tables = runner.machine().tables();
    WatchSet watches = new WatchSet();
    Answer<R> answer = StateMachine.read(tables, lookup.read().query(), watches);
    long index = Math.max(1, answer.index());
    Consensus consensus = runner.consensus();
    Render.Meta meta =
        new Render.Meta(index, consensus.leaderKnown(), consensus.lastContactMillis());
    Response response = lookup.read().render().render(answer.result(), lookup.context(), meta);
    return new AnswerCache.Entry(response, index, watches);
  }

  /** Keys and sessions are cheap to render and many; the rest is dear and asked again and again. */
  private static boolean isShared(Query<?> query) {
    return switch (query) {
      case KvQuery<?> _, SessionQuery<?> _, CoordinateQuery<?> _, TxnQuery _ -> false;
      case CatalogQuery<?> _, HealthQuery<?> _, Near<?> _ -> true;
    };
  }

  private Response withReadHeaders(AnswerCache.Entry entry) {
    if (lookup.read().query() instanceof CoordinateQuery.OfNode
        && entry.response().status() == NOT_FOUND) {
      return entry.response(); // Consul forgets the headers here
    }
    Consensus consensus = runner.consensus();
    boolean streamed = isStreamed();
    boolean transaction = lookup.read().query() instanceof TxnQuery;
    List<Response.Header> headers = new ArrayList<>(7);
    if (!transaction) {
      add(headers, "X-Consul-Index", Long.toUnsignedString(entry.index()));
    }
    add(headers, "X-Consul-KnownLeader", Boolean.toString(!streamed && consensus.leaderKnown()));
    add(
        headers,
        "X-Consul-LastContact",
        Long.toString(streamed ? 0 : consensus.lastContactMillis()));
    if (transaction) {
      return entry.response().withAll(headers);
    }
    add(headers, "X-Consul-Query-Backend", streamed ? "streaming" : "blocking-query");
    if (isShared(lookup.read().query())) {
      add(
          headers,
          "X-Consul-Effective-Consistency",
          options.stale() ? "stale" : options.consistent() ? "consistent" : "leader");
    }
    if (options.cached() && lookup.read().caching() != Action.Caching.NONE) {
      boolean hit = runner.known().recall(lookup.key()) && !waited && !options.revalidate();
      add(headers, "X-Cache", hit ? "HIT" : "MISS");
      if (hit) {
        add(headers, "Age", "0");
      }
    }
    return entry.response().withAll(headers);
  }

  /** As documented for Consul, whose stream of changes knows nothing of the leader. */
  private boolean isStreamed() {
    return lookup.read().caching() == Action.Caching.STREAM
        && !options.consistent()
        && (options.cached() || options.index() != 0);
  }

  private static void add(List<Response.Header> headers, String name, String value) {
    headers.add(new Response.Header(name, value));
  }

  /** Most failed reads carry the headers of an answer that never came, as in Consul. */
  void fail(ConsulException cause) {
    Response response = Failures.response(cause);
    finish(hasHeadersWhenFailed() ? response.withAll(OF_FAILURE) : response);
  }

  private boolean hasHeadersWhenFailed() {
    return hasHeadersWhenFailed(lookup.read().query());
  }

  private static boolean hasHeadersWhenFailed(Query<?> query) {
    return switch (query) {
      case Near<?> near -> hasHeadersWhenFailed(near.query());
      case KvQuery<?> _, TxnQuery _, HealthQuery.ServiceHealth _, HealthQuery.IngressHealth _ ->
        false;
      case SessionQuery<?> _, CatalogQuery<?> _, CoordinateQuery<?> _ -> true;
      case HealthQuery.NodeChecks _, HealthQuery.ServiceChecks _, HealthQuery.ChecksInState _ ->
        true;
    };
  }

  private void finish(Response response) {
    if (ended.compareAndSet(false, true)) {
      release();
      done.accept(response);
    }
  }

  private void release() {
    if (registration != null) {
      registration.cancel();
    }
    if (timeout != null) {
      timeout.cancel();
    }
  }
}
