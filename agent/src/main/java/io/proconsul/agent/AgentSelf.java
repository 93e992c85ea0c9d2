package io.proconsul.agent;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.debug.DebugConfig;
import io.proconsul.agent.member.Pools;
import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.self.AgentPort;
import io.proconsul.core.self.Version;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.pool.GossipPool;
import io.proconsul.gossip.pool.JoinResult;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the agent tells of itself and does in its pools. Owned by {@link Consul}; any thread, since
 * what waits for other members does so on virtual threads.
 */
final class AgentSelf implements AgentPort {
  private final AgentConfig config;
  private final World world;
  private final Side side;
  private final Pools pools;
  private final Runnable stop;
  private final Executor threads;

  /**
   * What it tells of.
   *
   * @param local figures of the agent's own services and checks
   */
  record World(Side side, Supplier<Map<String, String>> local, Reloading reloading) {}

  /**
   * @param stop has the agent end, after it has left
   * @param threads virtual ones
   */
  AgentSelf(AgentConfig config, World world, Runnable stop, Executor threads) {
    this.config = config;
    this.world = world;
    this.side = world.side();
    this.pools = side.offers().pools();
    this.stop = stop;
    this.threads = threads;
  }

  @Override
  public Value.Obj debugConfig() {
    return DebugConfig.of(world.reloading().current(), Version.CONSUL);
  }

  @Override
  public List<Member> members(boolean wan) {
    return pools.members(wan);
  }

  @Override
  public Optional<Coordinate> coordinate() {
    return config.cluster().coordinates()
        ? Optional.of(Pools.of(pools.lan().coordinate()))
        : Optional.empty();
  }

  @Override
  public Map<String, Map<String, String>> stats() {
    Map<String, Map<String, String>> stats = new HashMap<>(side.stats());
    stats.putAll(pools.stats());
    stats.put("agent", world.local().get());
    stats.put(
        "build",
        Map.of(
            "prerelease", "", "revision", "", "version", Version.CONSUL, "version_metadata", ""));
    stats.put("runtime", runtime());
    return stats;
  }

  private static Map<String, String> runtime() {
    String cpus = Integer.toString(Runtime.getRuntime().availableProcessors());
    return Map.of(
        "arch",
        System.getProperty("os.arch", ""),
        "cpu_count",
        cpus,
        "goroutines",
        Integer.toString(Thread.activeCount()),
        "max_procs",
        cpus,
        "os",
        "linux",
        "version",
        "java" + Runtime.version());
  }

  @Override
  public void join(String address, boolean wan, Outcome<Integer> outcome) {
    Optional<GossipPool> pool = wan ? pools.wan() : Optional.of(pools.lan());
    if (pool.isEmpty()) {
      outcome.failed(new ConsulException.Refused("WAN join is disabled on this agent"));
      return;
    }
    threads.execute(() -> {
      JoinResult result = pool.get().join(List.of(address), !wan);
      if (result.joined() > 0) {
        outcome.done(result.joined());
      } else {
        outcome.failed(new ConsulException.Refused(result.failureText()));
      }
    });
  }

  @Override
  public void forceLeave(String node, boolean wan, boolean prune, Outcome<Boolean> outcome) {
    threads.execute(() -> {
      try {
        if (!wan) {
          pools.lan().forceLeave(node, prune);
        }
        String inWan = wan ? node : node + "." + config.identity().datacenter();
        Optional<GossipPool> pool = pools.wan();
        if (pool.isPresent()
            && pool.get().members().stream().anyMatch(member -> member.name().equals(inWan))) {
          pool.get().forceLeave(inWan, prune);
        }
        outcome.done(true);
      } catch (GossipException e) {
        outcome.failed(new ConsulException.Refused(String.valueOf(e.getMessage())));
      }
    });
  }

  @Override
  public void reload() {
    world.reloading().run();
  }

  @Override
  public void leave(Outcome<Boolean> outcome) {
    threads.execute(() -> {
      side.leave();
      outcome.done(true);
      stop.run();
    });
  }
}
