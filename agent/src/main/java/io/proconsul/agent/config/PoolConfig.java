package io.proconsul.agent.config;

import java.time.Duration;
import java.util.List;

/**
 * How this agent is in one gossip pool.
 *
 * @param bind an IP address; empty for the agent's
 * @param allowedCidrs networks from which members may be; empty for all
 * @param join agents to join at the start, and again until it succeeds
 * @param retryInterval between attempts to join
 * @param retryMax attempts after which the agent gives up and ends; 0 for no end
 * @param reconnectTimeout how long a failed member is remembered; zero for the default of 72 h
 */
public record PoolConfig(
    String bind,
    List<String> allowedCidrs,
    List<String> join,
    Duration retryInterval,
    int retryMax,
    Duration reconnectTimeout,
    Timing timing) {

  /**
   * Consul's {@code gossip_lan} and {@code gossip_wan}.
   *
   * @param nodes members that a round of gossip goes to
   * @param probeTimeout until a probe is repeated through others
   * @param retransmitMult how often a message is sent on, times the logarithm of the pool's size
   * @param suspicionMult how long a member is suspected, likewise
   */
  public record Timing(
      int nodes,
      Duration interval,
      Duration probeInterval,
      Duration probeTimeout,
      int retransmitMult,
      int suspicionMult) {

    public static final Timing LAN =
        new Timing(3, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(500), 4, 4);
    public static final Timing WAN =
        new Timing(3, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(3), 4, 6);

    /** Of {@code -dev}, in both pools. */
    public static final Timing DEV =
        new Timing(3, Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100), 4, 3);
  }

  public static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

  public PoolConfig {
    allowedCidrs = List.copyOf(allowedCidrs);
    join = List.copyOf(join);
  }

  static PoolConfig of(Timing timing) {
    return new PoolConfig("", List.of(), List.of(), RETRY_INTERVAL, 0, Duration.ZERO, timing);
  }

  /** With other agents to join, at once and then at that interval. */
  public PoolConfig joining(List<String> hosts, Duration interval) {
    return new PoolConfig(bind, allowedCidrs, hosts, interval, retryMax, reconnectTimeout, timing);
  }
}
