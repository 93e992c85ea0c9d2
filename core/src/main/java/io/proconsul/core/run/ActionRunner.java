package io.proconsul.core.run;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.preparedquery.execution.Execution;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Takes an action to its response: the one path that HTTP, DNS, watches and RPC share. Holds no
 * thread: what waits is a callback, and goes on with the executor that the caller gave. Any thread.
 */
public final class ActionRunner {
  private final StateMachine machine;
  private final Ports ports;
  private final Timer timer;
  private final RandomGenerator random;
  private final Settings settings;
  private final AnswerCache cache = new AnswerCache();
  private final KnownQuestions known = new KnownQuestions();
  private final Execution execution;

  /** Who does what this agent's state does not: its datacenter's log and servers, and others. */
  public record Ports(Consensus consensus, Operations operations, Remote remote) {}

  public ActionRunner(
      StateMachine machine, Ports ports, Timer timer, RandomGenerator random, Settings settings) {
    this.machine = machine;
    this.ports = ports;
    this.timer = timer;
    this.random = random;
    this.settings = settings;
    this.execution = new Execution(settings.datacenter(), this::shuffled);
  }

  /**
   * Handles a request.
   *
   * @param executor runs what happens later; one at a time for a request
   * @param done gets the response, exactly once unless cancelled
   * @return cancels what still waits, for a client that went away
   */
  public Cancellation run(
      Handler handler, Request request, Executor executor, Consumer<Response> done) {
    try {
      Preflight.check(request);
      return run(handler.handle(request), request, executor, done);
    } catch (ConsulException e) {
      done.accept(Failures.response(e));
    } catch (DecodeException e) {
      done.accept(Response.text(400, "Request decode failed: " + e.getMessage()));
    }
    return Cancellation.NONE;
  }

  private Cancellation run(
      Action action, Request request, Executor executor, Consumer<Response> done) {
    return switch (action) {
      case Action.Reply(Response response) -> answer(response, done);
      case Action.Local(var operation) -> answer(operation.get(), done);
      case Action.Later(var operation) -> {
        operation.accept(done);
        yield Cancellation.NONE;
      }
      case Action.Write<?> write -> {
        write(write, request, done);
        yield Cancellation.NONE;
      }
      case Action.Ask<?> ask -> {
        ask(ask, request, done);
        yield Cancellation.NONE;
      }
      case Action.Read<?> read -> read(read, request, executor, done);
      case Action.ReadEverywhere<?> everywhere -> everywhere(everywhere, request, executor, done);
    };
  }

  private <R> Cancellation read(
      Action.Read<R> read, Request request, Executor executor, Consumer<Response> done) {
    ReadOptions options = options(read, request);
    Lookup<R> lookup = new Lookup<>(this, near(read, request), context(request));
    String datacenter = Preflight.datacenter(request, settings.datacenter());
    if (!ports.remote().isHere(datacenter)) {
      RemoteRead<R> run = new RemoteRead<>(datacenter, lookup, options, executor, done);
      run.start();
      return run;
    }
    ReadRun<R> run = new ReadRun<>(lookup, options, executor, done);
    run.start();
    return run;
  }

  private <R> Cancellation everywhere(
      Action.ReadEverywhere<R> read, Request request, Executor executor, Consumer<Response> done) {
    String datacenter = Preflight.datacenter(request, settings.datacenter());
    EverywhereRead<R> run = new EverywhereRead<>(
        new EverywhereRead.Others(machine, ports, executor),
        read,
        own -> read(own, request, executor, done),
        cause -> done.accept(Failures.response(cause)));
    run.start(datacenter);
    return run;
  }

  /**
   * Answers a question that came from another agent for this datacenter.
   *
   * @param read renders into the form that travels
   */
  public <R> Cancellation answer(
      Action.Read<R> read, ReadOptions options, Executor executor, Consumer<Response> done) {
    Lookup<R> lookup = new Lookup<>(this, read, new Render.Context(false, options.filter()));
    ReadRun<R> run = new ReadRun<>(lookup, options, executor, done);
    run.start();
    return run;
  }

  /** Discovery may be answered by any server that is fresh enough, where the agent is told so. */
  private ReadOptions options(Action.Read<?> read, Request request) {
    ReadOptions options = ReadOptions.parse(request);
    if (ReadHeaders.hasNone(read.query())) {
      return options.atOnce();
    }
    boolean discovery = read.query() instanceof CatalogQuery || read.query() instanceof HealthQuery;
    Duration bound = settings.discoveryMaxStale();
    return discovery && bound.isPositive() && !options.stale() && !options.consistent()
        ? options.staleWithin(bound)
        : options;
  }

  /** Orders what is on nodes by distance, where {@code ?near=} asks for it. */
  private <R> Action.Read<R> near(Action.Read<R> read, Request request) {
    String node = request.params().first("near");
    boolean ordered = read.query() instanceof CatalogQuery || read.query() instanceof HealthQuery;
    if (node.isEmpty() || !ordered) {
      return read;
    }
    String from = node.equals("_agent") ? settings.nodeName() : node;
    return new Action.Read<>(new Near<>(read.query(), from), read.render(), read.caching());
  }

  /** The present tables, for those in the same process that ask without a request. */
  public Tables tables() {
    return machine.tables();
  }

  /** Submits and renders, with the endpoint's words before a refusal of this server's. */
  private <R> void write(Action.Write<R> write, Request request, Consumer<Response> done) {
    String datacenter = write.datacenter().isEmpty()
        ? Preflight.datacenter(request, settings.datacenter())
        : write.datacenter();
    boolean here = ports.remote().isHere(datacenter);
    Outcome<R> outcome = new Outcome<>() {
      @Override
      public void done(R result) {
        done.accept(write.render().render(result, context(request)));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(
            Failures.response(here ? Failures.prefixed(cause, write.refusalPrefix()) : cause));
      }
    };
    if (here) {
      ports.consensus().submit(write.command(), outcome);
    } else {
      ports.remote().submit(datacenter, write.command(), outcome);
    }
  }

  private <R> void ask(Action.Ask<R> ask, Request request, Consumer<Response> done) {
    Outcome<R> outcome = new Outcome<>() {
      @Override
      public void done(R result) {
        done.accept(ask.render().render(result, context(request)));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(Failures.response(cause));
      }
    };
    String datacenter = Preflight.datacenter(request, settings.datacenter());
    if (ports.remote().isHere(datacenter)) {
      ports.operations().perform(ask.operation(), outcome);
    } else {
      ports.remote().perform(datacenter, ask.operation(), outcome);
    }
  }

  private Render.Context context(Request request) {
    return new Render.Context(
        settings.pretty() || request.params().has("pretty"), request.params().first("filter"));
  }

  private static Cancellation answer(Response response, Consumer<Response> done) {
    done.accept(response);
    return Cancellation.NONE;
  }

  /** Answers from this server's tables. */
  @SuppressWarnings("unchecked") // the answer is of the type that the query declares
  <R> Answer<R> look(Query<R> query, Tables tables, WatchSet watches) {
    return query instanceof PreparedQueryQuery<?> prepared
        ? (Answer<R>) execution.read(tables, prepared, watches)
        : StateMachine.read(tables, query, watches);
  }

  private List<HealthEntry> shuffled(List<HealthEntry> entries) {
    List<HealthEntry> shuffled = new ArrayList<>(entries);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  StateMachine machine() {
    return machine;
  }

  Ports ports() {
    return ports;
  }

  Consensus consensus() {
    return ports.consensus();
  }

  Remote remote() {
    return ports.remote();
  }

  Timer timer() {
    return timer;
  }

  RandomGenerator random() {
    return random;
  }

  Settings settings() {
    return settings;
  }

  KnownQuestions known() {
    return known;
  }

  AnswerCache cache() {
    return cache;
  }

  /** One question with its rendering, and the runner that answers it. */
  record Lookup<R>(ActionRunner runner, Action.Read<R> read, Render.Context context) {
    AnswerCache.Key key() {
      return new AnswerCache.Key(read.query(), read.render(), context);
    }
  }
}
