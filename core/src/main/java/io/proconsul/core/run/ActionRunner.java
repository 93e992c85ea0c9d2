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
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.state.Tables;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Takes an action to its response: the one path that HTTP, DNS, watches and RPC share. Holds no
 * thread: what waits is a callback, and goes on with the executor that the caller gave. Any thread.
 */
public final class ActionRunner {
  private final StateMachine machine;
  private final Consensus consensus;
  private final Timer timer;
  private final RandomGenerator random;
  private final Settings settings;
  private final AnswerCache cache = new AnswerCache();
  private final KnownQuestions known = new KnownQuestions();

  public ActionRunner(
      StateMachine machine,
      Consensus consensus,
      Timer timer,
      RandomGenerator random,
      Settings settings) {
    this.machine = machine;
    this.consensus = consensus;
    this.timer = timer;
    this.random = random;
    this.settings = settings;
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
        Preflight.checkDatacenter(request, settings.datacenter());
        operation.accept(done);
        yield Cancellation.NONE;
      }
      case Action.Write<?> write -> {
        Preflight.checkDatacenter(request, settings.datacenter());
        write(write, context(request), done);
        yield Cancellation.NONE;
      }
      case Action.Read<?> read -> {
        ReadOptions options = ReadOptions.parse(request);
        ReadRun<?> run = readRun(read, options, request, executor, done);
        if (Preflight.isForOther(request, settings.datacenter())) {
          run.fail(Preflight.noPath());
        } else {
          run.start();
        }
        yield run;
      }
    };
  }

  private <R> ReadRun<R> readRun(
      Action.Read<R> read,
      ReadOptions options,
      Request request,
      Executor executor,
      Consumer<Response> done) {
    Lookup<R> lookup = new Lookup<>(this, near(read, request), context(request));
    return new ReadRun<>(lookup, options, executor, done);
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

  /** Submits and renders, with the endpoint's words before a refusal. */
  private <R> void write(Action.Write<R> write, Render.Context context, Consumer<Response> done) {
    consensus.submit(write.command(), new Outcome<R>() {
      @Override
      public void done(R result) {
        done.accept(write.render().render(result, context));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(Failures.response(Failures.prefixed(cause, write.refusalPrefix())));
      }
    });
  }

  private Render.Context context(Request request) {
    return new Render.Context(
        settings.pretty() || request.params().has("pretty"), request.params().first("filter"));
  }

  private static Cancellation answer(Response response, Consumer<Response> done) {
    done.accept(response);
    return Cancellation.NONE;
  }

  StateMachine machine() {
    return machine;
  }

  Consensus consensus() {
    return consensus;
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
