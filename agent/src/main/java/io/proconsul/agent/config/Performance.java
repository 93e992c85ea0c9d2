package io.proconsul.agent.config;

import java.time.Duration;

/**
 * Timing of servers.
 *
 * @param raftMultiplier scales Raft's timeouts, 1 to 10
 * @param rpcHoldTimeout how long a request waits for a leader
 * @param sessionTtlMin the shortest TTL that a session may have
 * @param leaveDrainTime how long a leaving agent still answers
 */
public record Performance(
    int raftMultiplier, Duration rpcHoldTimeout, Duration sessionTtlMin, Duration leaveDrainTime)
    implements AgentConfig.Part {
  public static final Performance DEFAULT =
      new Performance(5, Duration.ofSeconds(7), Duration.ofSeconds(10), Duration.ofSeconds(5));
}
