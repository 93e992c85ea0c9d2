package io.proconsul.agent.config;

import io.proconsul.model.cluster.AutopilotConfiguration;
import java.time.Duration;

/**
 * How this agent finds the others and goes along with them.
 *
 * @param rejoinAfterLeave whether a start after a leave joins again by itself
 * @param advertiseReconnectTimeout how long others are to remember this agent when it has failed;
 *     zero for their own
 * @param autopilot what the first leader of a datacenter begins with
 * @param discoveryMaxStale how old answers about catalog and health may be though nobody asks for
 *     stale ones; zero for not at all
 * @param coordinates whether round trips to others are measured and told
 */
public record ClusterConfig(
    PoolConfig lan,
    PoolConfig wan,
    GossipEncryption encryption,
    boolean rejoinAfterLeave,
    Duration advertiseReconnectTimeout,
    AutopilotConfiguration autopilot,
    Duration discoveryMaxStale,
    boolean coordinates)
    implements AgentConfig.Part {

  public static final ClusterConfig DEFAULT = of(PoolConfig.Timing.LAN, PoolConfig.Timing.WAN);

  /** As {@code -dev} is: quick. */
  public static final ClusterConfig DEV = of(PoolConfig.Timing.DEV, PoolConfig.Timing.DEV);

  private static ClusterConfig of(PoolConfig.Timing lan, PoolConfig.Timing wan) {
    return new ClusterConfig(
        PoolConfig.of(lan),
        PoolConfig.of(wan),
        GossipEncryption.NONE,
        false,
        Duration.ZERO,
        AutopilotConfiguration.DEFAULT,
        Duration.ZERO,
        true);
  }

  /** With other agents to join. */
  public ClusterConfig with(PoolConfig otherLan) {
    return new ClusterConfig(
        otherLan,
        wan,
        encryption,
        rejoinAfterLeave,
        advertiseReconnectTimeout,
        autopilot,
        discoveryMaxStale,
        coordinates);
  }
}
