package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.preparedquery.execution.Execution;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.state.Registration;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.query.QueryAnswer;
import java.time.Duration;
import java.util.Optional;
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
  private final ActionRunner runner;
  private final ActionRunner.Lookup<R> lookup;
  private final ReadOptions options;
  private final Executor executor;
  private final Consumer<Response> done;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Cancellation elsewhere = Cancellation.NONE;
  private boolean expired;
  private boolean waited;

  /** What was asked for is not there yet, but the leader is about to make it. */
  private boolean isToCome;

  /** A wait for an index of a state that was replaced would be in vain. */
  private long restores;

  private @Nullable Registration registration;
  private @Nullable Cancellation timeout;

  ReadRun(
      ActionRunner.Lookup<R> lookup,
      ReadOptions options,
      Executor executor,
      Consumer<Response> done) {
    this.runner = lookup.runner();
    this.lookup = lookup;
    this.options = waits(lookup.read().query()) ? options : options.atOnce();
    this.executor = executor;
    this.done = done;
  }

  /** What may block. */
  private static boolean waits(Query<?> query) {
    boolean lists =
        query instanceof PreparedQueryQuery.All || query instanceof PreparedQueryQuery.ById;
    return lists || !(query instanceof TxnQuery || query instanceof PreparedQueryQuery);
  }

  void start() {
    if (lookup.read().query() instanceof ConnectQuery
        && !runner.settings().mesh().enabled()) {
      fail(new ConsulException.Refused("Connect must be enabled in order to use this endpoint"));
      return;
    }
    if (options.stale() && !isTooStale()) {
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

  private boolean isTooStale() {
    return options.isTooStale(Duration.ofMillis(runner.consensus().lastContactMillis()));
  }

  @Override
  public void cancel() {
    if (ended.compareAndSet(false, true)) {
      elsewhere.cancel();
      executor.execute(this::release);
    }
  }

  private void first() {
    restores = runner.machine().restores();
    if (options.index() != 0 && !ended.get()) {
      expireAfter(patience());
    }
    attempt();
  }

  private void expireAfter(Duration time) {
    timeout = runner.timer().after(time, () -> executor.execute(this::expire));
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
      if (lookup.read().query() instanceof PreparedQueryQuery.Execute execute) {
        execute(execute);
        return;
      }
      AnswerCache.Entry entry = look();
      boolean known =
          options.index() != 0 && Long.compareUnsigned(entry.index(), options.index()) <= 0;
      if ((known || isToCome) && !expired && restores == runner.machine().restores()) {
        if (timeout == null) {
          expireAfter(runner.settings().mesh().patience());
        }
        waited = true;
        registration = entry.watches().onAny(() -> executor.execute(this::attempt));
      } else {
        finish(withReadHeaders(entry));
      }
    } catch (ConsulException e) {
      fail(e);
    }
  }

  /** Here, and elsewhere if nothing is here. */
  private void execute(PreparedQueryQuery.Execute execute) {
    Tables tables = runner.machine().tables();
    Answer<QueryAnswer> own = runner.look(execute, tables, new WatchSet());
    Optional<PreparedQueryQuery.ExecuteHere> beyond =
        Execution.beyond(tables, execute, own.result());
    if (beyond.isEmpty()) {
      executed(own.result());
      return;
    }
    Failover failover = new Failover(
        runner.ports(),
        runner.settings().datacenter(),
        own.result(),
        beyond.get(),
        answer -> executor.execute(() -> executed(answer)));
    elsewhere = failover;
    failover.start();
  }

  @SuppressWarnings("unchecked") // this answers the question
  private void executed(QueryAnswer answer) {
    Render.Meta meta = meta(1);
    Response response = lookup.read().render().render((R) answer, lookup.context(), meta);
    finish(new ReadHeaders(lookup, options, waited).on(response, meta));
  }

  private AnswerCache.Entry look() {
    if (!ReadHeaders.isShared(lookup.read().query())) {
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
    Answer<R> answer = runner.look(lookup.read().query(), tables, watches);
    isToCome = answer.index() == 0 && lookup.read().query() instanceof ConnectQuery;
    long index = Math.max(1, answer.index());
    Response response =
        lookup.read().render().render(answer.result(), lookup.context(), meta(index));
    return new AnswerCache.Entry(response, index, watches);
  }

  private Response withReadHeaders(AnswerCache.Entry entry) {
    return new ReadHeaders(lookup, options, waited).on(entry.response(), meta(entry.index()));
  }

  private Render.Meta meta(long index) {
    Consensus consensus = runner.consensus();
    // What the leader has confirmed is as fresh as its own state.
    long lastContact = options.stale() ? consensus.lastContactMillis() : 0;
    return new Render.Meta(index, consensus.leaderKnown(), lastContact);
  }

  void fail(ConsulException cause) {
    finish(ReadHeaders.failed(lookup.read(), cause));
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
