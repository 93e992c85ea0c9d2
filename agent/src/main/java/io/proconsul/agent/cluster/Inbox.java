package io.proconsul.agent.cluster;

import io.proconsul.agent.rpc.RpcCall;
import io.proconsul.agent.rpc.RpcHandler;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.rpc.Incoming;
import io.proconsul.core.rpc.Methods;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Cancellation;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what other agents ask this server, or hands it on to servers of another datacenter. Runs
 * on the threads that read connections, and on the executors it is given; holds none of them.
 */
public final class Inbox implements RpcHandler {
  private final Methods methods;
  private final Supplier<Executor> executors;
  private volatile @Nullable World world;

  /** What answers, once it is there. */
  public record World(ActionRunner runner, ActionRunner.Ports ports, RpcRemote remote) {}

  /** @param executors gives one for each question, which runs one task of it at a time */
  public Inbox(Methods methods, Supplier<Executor> executors) {
    this.methods = methods;
    this.executors = executors;
  }

  /** From now on calls are answered; until then there is no leader for anybody. */
  public void open(World ready) {
    world = ready;
  }

  @Override
  public void handle(RpcCall call) {
    World now = world;
    if (now == null) {
      call.fail(String.valueOf(new ConsulException.NoLeader().getMessage()));
      return;
    }
    Incoming incoming = methods.read(call.method(), call.args());
    if (!now.remote().isHere(incoming.datacenter())) {
      relay(call, incoming.datacenter(), now);
      return;
    }
    switch (incoming) {
      case Incoming.Ask<?> ask -> ask(call, ask, now);
      case Incoming.Submit<?> submit -> submit(call, submit, now);
      case Incoming.Perform<?> perform -> perform(call, perform, now);
      case Incoming.Answer answer -> answer(call, answer);
    }
  }

  private static void relay(RpcCall call, String datacenter, World now) {
    Cancellation under = now.remote()
        .relay(datacenter, call.method(), call.args(), new Outcome<>() {
          @Override
          public void done(byte[] body) {
            call.reply(body);
          }

          @Override
          public void failed(ConsulException cause) {
            call.fail(String.valueOf(cause.getMessage()));
          }
        });
    call.onGone(under::cancel);
  }

  private void ask(RpcCall call, Incoming.Ask<?> ask, World now) {
    Executor executor = executors.get();
    executor.execute(() -> {
      Cancellation under = now.runner()
          .answer(
              ask.read(), ask.options(), executor, response -> answer(call, ask.done(response)));
      call.onGone(under::cancel);
    });
  }

  private static <R> void submit(RpcCall call, Incoming.Submit<R> submit, World now) {
    now.ports().consensus().submit(submit.command(), new Outcome<>() {
      @Override
      public void done(R result) {
        answer(call, submit.done(result));
      }

      @Override
      public void failed(ConsulException cause) {
        answer(call, submit.failed(cause));
      }
    });
  }

  private static <R> void perform(RpcCall call, Incoming.Perform<R> perform, World now) {
    now.ports().operations().perform(perform.operation(), new Outcome<>() {
      @Override
      public void done(R result) {
        answer(call, perform.done(result));
      }

      @Override
      public void failed(ConsulException cause) {
        answer(call, perform.failed(cause));
      }
    });
  }

  private static void answer(RpcCall call, Incoming.Answer answer) {
    switch (answer) {
      case Incoming.Reply(byte[] body) -> call.reply(body);
      case Incoming.Refusal(String text) -> call.fail(text);
    }
  }
}
