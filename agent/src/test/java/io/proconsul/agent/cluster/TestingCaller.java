package io.proconsul.agent.cluster;

import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.Reply;
import io.proconsul.agent.rpc.RpcCaller;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.core.run.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps calls until a test answers them. */
final class TestingCaller implements RpcCaller {
  /** Those that have no answer yet. */
  final List<Pending> calls = new ArrayList<>();

  record Pending(Destination server, String method, byte[] args, Duration timeout, Reply reply) {}

  @Override
  public Cancellation call(
      Destination server, String method, byte[] args, Duration timeout, Reply reply) {
    Pending pending = new Pending(server, method, args, timeout, reply);
    calls.add(pending);
    return () -> calls.remove(pending);
  }

  /** Answers the oldest; tells which server it went to. */
  String answer(RpcResult result) {
    Pending pending = calls.removeFirst();
    pending.reply().done(result);
    return pending.server().nodeName();
  }
}
