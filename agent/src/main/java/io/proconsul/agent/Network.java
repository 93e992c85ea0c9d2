package io.proconsul.agent;

import io.proconsul.agent.cluster.Attempts;
import io.proconsul.agent.cluster.RpcRemote;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.CallRate;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.core.run.Cancellation;
import java.time.Duration;
import java.util.SplittableRandom;

/** How an agent reaches servers: whom it knows, its connections to them, and its patience. */
final class Network implements AutoCloseable {
  /** Consul's: many clients that came at one time do not stay with one server. */
  private static final Duration SHUFFLE = Duration.ofMinutes(2);

  final Roster roster;
  final RpcPool pool;
  final Attempts attempts;
  final RpcRemote remote;
  final RpcSettings.Certificates certificates;

  private final AgentTimer timer;
  private Cancellation next = Cancellation.NONE;

  Network(AgentConfig config, RpcSettings rpc, AgentTimer timer) {
    String datacenter = config.identity().datacenter();
    this.timer = timer;
    certificates = rpc.tls();
    roster = new Roster(datacenter, new SplittableRandom());
    pool = new RpcPool(rpc.tls(), rpc.bounds(), timer, null);
    if (!config.role().server()) {
      Limits.Rpc limits = config.limits().rpc();
      pool.limit(new CallRate(limits.rate(), limits.maxBurst()));
    }
    attempts =
        new Attempts(pool, timer, new SplittableRandom(), config.performance().rpcHoldTimeout());
    remote = new RpcRemote(
        datacenter,
        config.role().server(),
        roster,
        attempts,
        new RpcRemote.Timeouts(
            rpc.clientTimeout(), config.http().defaultQueryTime(), config.http().maxQueryTime()));
  }

  /** Asks another server first, now and then. */
  synchronized void shuffle() {
    roster.shuffle();
    next = timer.after(SHUFFLE, this::shuffle);
  }

  @Override
  public void close() {
    synchronized (this) {
      next.cancel();
    }
    pool.close();
  }
}
