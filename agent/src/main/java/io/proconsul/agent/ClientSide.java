package io.proconsul.agent;

import io.proconsul.agent.cluster.NoLog;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.member.PoolEvents;
import io.proconsul.agent.member.Pools;
import io.proconsul.agent.snapshot.ClientSnapshots;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.sync.RemoteCatalog;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** A client: it knows servers from gossip and asks them. Owned by {@link Consul}. */
final class ClientSide implements Side {
  private final AgentConfig config;
  private final AgentTimer timer;
  private final Parts parts = new Parts();
  private final Network network;
  private final Pools pools;
  private final Offers offers;

  /** @throws IOException when a port or a file cannot be had; nothing is left open */
  ClientSide(AgentConfig config, Threads threads, PoolEvents events, Consul.Orders orders)
      throws IOException {
    this.config = config;
    timer = threads.timer();
    network = parts.add(new Network(config, RpcSettings.of(config), timer));
    try {
      pools = parts.add(new Pools(config, -1, network.roster, events, orders::leave));
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
    NoLog none = new NoLog();
    offers = new Offers(
        new StateMachine(),
        new ActionRunner.Ports(none, none, network.remote),
        new ClientSnapshots(
            config.identity().datacenter(), network.roster, network.pool, threads.virtual()),
        pools);
  }

  @Override
  public Offers offers() {
    return offers;
  }

  @Override
  public RpcSettings.Certificates certificates() {
    return network.certificates;
  }

  @Override
  public Catalog catalog(Executor executor) {
    return new RemoteCatalog(
        config.identity().nodeName(),
        config.identity().datacenter(),
        network.remote,
        timer,
        executor);
  }

  @Override
  public void begin(ActionRunner runner, Runnable ready) {
    network.roster.onServer(ready);
    network.shuffle();
    pools.join();
  }

  @Override
  public Map<String, Map<String, String>> stats() {
    Map<String, Map<String, String>> stats = new HashMap<>(pools.stats());
    stats.put(
        "consul",
        Map.of(
            "acl",
            "disabled",
            "known_servers",
            Integer.toString(
                network.roster.alive(config.identity().datacenter()).size()),
            "server",
            "false"));
    return stats;
  }

  @Override
  public void leave() {
    pools.leave();
  }

  @Override
  public void close() {
    parts.close();
  }
}
