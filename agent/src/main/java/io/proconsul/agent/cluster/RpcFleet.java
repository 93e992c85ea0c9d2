package io.proconsul.agent.cluster;

import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.RpcCaller;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.Fleet;
import io.proconsul.core.member.Server;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.rpc.Call;
import io.proconsul.core.rpc.Outgoing;
import io.proconsul.model.cluster.RaftStats;
import java.time.Duration;
import java.util.function.Consumer;

/** Autopilot's way to the servers: by RPC, each of them directly. Any thread. */
public final class RpcFleet implements Fleet {
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final String selfId;
  private final String datacenter;
  private final RpcCaller caller;
  private final RaftOperations own;
  private final Consumer<String> forceLeave;

  /**
   * @param own answers for this server
   * @param forceLeave has gossip make a member that failed one that left; must not block
   */
  public RpcFleet(
      String selfId,
      String datacenter,
      RpcCaller caller,
      RaftOperations own,
      Consumer<String> forceLeave) {
    this.selfId = selfId;
    this.datacenter = datacenter;
    this.caller = caller;
    this.own = own;
    this.forceLeave = forceLeave;
  }

  @Override
  public void progress(Server server, Outcome<RaftStats> outcome) {
    if (server.id().equals(selfId)) {
      outcome.done(own.progress());
      return;
    }
    Call<RaftStats> call = new Outgoing(datacenter)
        .perform(new io.proconsul.core.rpc.Target("", ""), new StatusOperation.Progress());
    Destination to = new Destination(server.host(), server.port(), server.name(), datacenter, true);
    caller.call(to, call.method(), call.encode(), ANSWER, result -> {
      if (result instanceof RpcResult.Answer(byte[] body)) {
        call.finish(body, outcome);
      } else {
        outcome.failed(new ConsulException.FromServer(result.toString()));
      }
    });
  }

  @Override
  public void forceLeave(String name) {
    forceLeave.accept(name);
  }
}
