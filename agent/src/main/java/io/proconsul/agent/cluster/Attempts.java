package io.proconsul.agent.cluster;

import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.RpcCaller;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a server, and another one or the same again while {@code rpc_hold_timeout} lasts, when that
 * is safe: the request was not sent, or only reads, or was refused for want of a leader. Any
 * thread; none is held.
 */
public final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** What came back over RPC is told with this before it, at every hop. */
  private static final String PREFIX = "rpc error making call: ";

  private static final String NO_LEADER = "No cluster leader";
  private static final int JITTER_FRACTION = 16;

  private final RpcCaller caller;
  private final Timer timer;
  private final RandomGenerator random;
  private final Duration hold;

  /** @param hold {@code performance.rpc_hold_timeout} */
  public Attempts(RpcCaller caller, Timer timer, RandomGenerator random, Duration hold) {
    this.caller = caller;
    this.timer = timer;
    this.random = random;
    this.hold = hold;
  }

  /**
   * One request as it travels.
   *
   * @param reads it may be asked twice without harm
   * @param timeout for one attempt
   */
  record Request<R>(
      String method, byte[] args, Function<byte[], R> decoder, boolean reads, Duration timeout) {}

  /** Starts; the outcome hears once, unless cancelled before. */
  <R> Cancellation call(Target target, Request<R> request, Outcome<R> outcome) {
    Run<R> run = new Run<>(target, request, outcome);
    run.attempt();
    return run;
  }

  private final class Run<R> implements Cancellation {
    private final Target target;
    private final Request<R> request;
    private final Outcome<R> outcome;
    private final long began = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Cancellation under = Cancellation.NONE;

    Run(Target target, Request<R> request, Outcome<R> outcome) {
      this.target = target;
      this.request = request;
      this.outcome = outcome;
    }

    void attempt() {
      if (ended.get()) {
        return;
      }
      if (target.isHere()) {
        if (ended.compareAndSet(false, true)) {
          target.goOnHere();
        }
        return;
      }
      Optional<Server> found = target.next();
      if (found.isEmpty()) {
        if (target.waits()) {
          again(target.nobody());
        } else {
          fail(target.nobody());
        }
        return;
      }
      Server server = found.get();
      Destination to =
          new Destination(server.host(), server.port(), server.name(), server.datacenter(), true);
      under = caller.call(
          to, request.method(), request.args(), request.timeout(), result -> take(server, result));
      if (ended.get()) {
        under.cancel();
      }
    }

    private void take(Server server, RpcResult result) {
      switch (result) {
        case RpcResult.Answer(byte[] body) -> decode(body);
        case RpcResult.Refused(String text) -> {
          ConsulException refusal = new ConsulException.FromServer(PREFIX + text);
          if (text.endsWith(NO_LEADER)) {
            again(refusal);
          } else {
            fail(refusal);
          }
        }
        case RpcResult.NotSent(String text) -> {
          failed(server, text);
          again(new ConsulException.FromServer(text));
        }
        case RpcResult.Lost(String text) -> {
          failed(server, text);
          ConsulException lost = new ConsulException.FromServer(PREFIX + text);
          if (request.reads()) {
            again(lost);
          } else {
            fail(lost);
          }
        }
        case RpcResult.TimedOut(String text) -> {
          failed(server, text);
          fail(new ConsulException.FromServer(PREFIX + text));
        }
        case RpcResult.Throttled(String text) -> fail(new ConsulException.FromServer(text));
      }
    }

    private void failed(Server server, String text) {
      LOG.error(
          "RPC failed to server: method={} server={} error={}",
          request.method(),
          server.address(),
          text);
      target.failed(server);
    }

    private void decode(byte[] body) {
      R result;
      try {
        result = request.decoder().apply(body);
      } catch (DecodeException e) {
        fail(new ConsulException.FromServer(
            PREFIX + "reply of " + request.method() + " is not understood: " + e.getMessage()));
        return;
      }
      if (ended.compareAndSet(false, true)) {
        outcome.done(result);
      }
    }

    /** Tries again after a moment that is different for everyone, or fails when time is over. */
    private void again(ConsulException reason) {
      if (System.nanoTime() - began >= hold.toNanos()) {
        fail(reason);
        return;
      }
      long bound = Math.max(1, hold.toNanos() / JITTER_FRACTION);
      under = target.pause(timer, Duration.ofNanos(random.nextLong(bound)), this::attempt);
    }

    private void fail(ConsulException cause) {
      if (ended.compareAndSet(false, true)) {
        outcome.failed(cause);
      }
    }

    @Override
    public void cancel() {
      ended.set(true);
      under.cancel();
    }
  }
}
