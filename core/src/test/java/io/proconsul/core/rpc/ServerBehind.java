package io.proconsul.core.rpc;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.Operations;
import io.proconsul.core.run.Remote;
import java.util.function.Consumer;

/** What a client agent sees of a server: everything goes through bytes, in both directions. */
record ServerBehind(ActionRunner runner, Consensus consensus, Operations operations)
    implements Remote {
  private static final Target HERE = new Target("", "");
  private static final TestingRpc RPC = new TestingRpc();

  @Override
  public boolean isHere(String datacenter) {
    return false;
  }

  @Override
  public <R> Cancellation ask(
      String datacenter, Query<R> query, ReadOptions options, Outcome<Reply<R>> outcome) {
    Call<Reply<R>> call = RPC.outgoing.ask(HERE, query, options);
    return answer(RPC.arrive(call), answer -> end(call, answer, outcome));
  }

  @Override
  public <R> void submit(String datacenter, Command<R> command, Outcome<R> outcome) {
    Call<R> call = RPC.outgoing.submit(HERE, command);
    answer(RPC.arrive(call), answer -> end(call, answer, outcome));
  }

  @Override
  public <R> void perform(String datacenter, Operation<R> operation, Outcome<R> outcome) {
    Call<R> call = RPC.outgoing.perform(HERE, operation);
    answer(RPC.arrive(call), answer -> end(call, answer, outcome));
  }

  private Cancellation answer(Incoming incoming, Consumer<Incoming.Answer> done) {
    switch (incoming) {
      case Incoming.Ask<?> ask -> {
        return ask(ask, done);
      }
      case Incoming.Submit<?> submit -> submit(submit, done);
      case Incoming.Perform<?> perform -> perform(perform, done);
      case Incoming.Reply reply -> done.accept(reply);
      case Incoming.Refusal refusal -> done.accept(refusal);
    }
    return Cancellation.NONE;
  }

  private <R> Cancellation ask(Incoming.Ask<R> ask, Consumer<Incoming.Answer> done) {
    return runner.answer(
        ask.read(), ask.options(), Runnable::run, response -> done.accept(ask.done(response)));
  }

  private <R> void submit(Incoming.Submit<R> submit, Consumer<Incoming.Answer> done) {
    consensus.submit(submit.command(), new Outcome<>() {
      @Override
      public void done(R result) {
        done.accept(submit.done(result));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(submit.failed(cause));
      }
    });
  }

  private <R> void perform(Incoming.Perform<R> perform, Consumer<Incoming.Answer> done) {
    operations.perform(perform.operation(), new Outcome<>() {
      @Override
      public void done(R result) {
        done.accept(perform.done(result));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(perform.failed(cause));
      }
    });
  }

  private static <R> void end(Call<R> call, Incoming.Answer answer, Outcome<R> outcome) {
    switch (answer) {
      case Incoming.Reply(byte[] body) -> call.finish(body, outcome);
      case Incoming.Refusal(String text) ->
        outcome.failed(new ConsulException.FromServer("rpc error making call: " + text));
    }
  }
}
