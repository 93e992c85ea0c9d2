package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One read that another server answers; the wait of a blocking query is there. Belongs to one
 * request; renders on that request's executor.
 */
final class RemoteRead<R> implements Cancellation {
  private final String datacenter;
  private final ActionRunner.Lookup<R> lookup;
  private final ReadOptions options;
  private final Executor executor;
  private final Consumer<Response> done;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Cancellation call = Cancellation.NONE;

  RemoteRead(
      String datacenter,
      ActionRunner.Lookup<R> lookup,
      ReadOptions options,
      Executor executor,
      Consumer<Response> done) {
    this.datacenter = datacenter;
    this.lookup = lookup;
    this.options = options;
    this.executor = executor;
    this.done = done;
  }

  void start() {
    ask(options);
  }

  private void ask(ReadOptions how) {
    Remote remote = lookup.runner().remote();
    call = remote.ask(datacenter, lookup.read().query(), how, new Outcome<>() {
      @Override
      public void done(Remote.Reply<R> reply) {
        executor.execute(() -> answered(how, reply));
      }

      @Override
      public void failed(ConsulException cause) {
        finish(ReadHeaders.failed(lookup.read(), cause));
      }
    });
    if (ended.get()) {
      call.cancel();
    }
  }

  private void answered(ReadOptions how, Remote.Reply<R> reply) {
    Duration lag = Duration.ofMillis(reply.meta().lastContactMillis());
    if (how.stale() && how.isTooStale(lag)) {
      ask(how.fresh());
      return;
    }
    try {
      Response response = lookup.read().render().render(reply.result(), unfiltered(), reply.meta());
      finish(new ReadHeaders(lookup, how, true).on(response, reply.meta()));
    } catch (ConsulException e) {
      finish(ReadHeaders.failed(lookup.read(), e));
    }
  }

  /** The filter went along with the question, and the answer may be too little to apply it to. */
  private Render.Context unfiltered() {
    return new Render.Context(lookup.context().pretty(), "");
  }

  private void finish(Response response) {
    if (ended.compareAndSet(false, true)) {
      done.accept(response);
    }
  }

  @Override
  public void cancel() {
    ended.set(true);
    call.cancel();
  }
}
