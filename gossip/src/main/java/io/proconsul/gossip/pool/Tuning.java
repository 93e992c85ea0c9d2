package io.proconsul.gossip.pool;

import java.time.Duration;

/**
 * What Consul's {@code gossip_lan} and {@code gossip_wan} set.
 *
 * @param gossipNodes members that a round of gossip goes to
 * @param probeTimeout until a probe is repeated through others
 * @param retransmitMult how often a message is sent on, times the logarithm of the pool's size
 * @param suspicionMult how long a member is suspected, likewise
 * @param wan whether all that is not set here is as in a WAN
 */
public record Tuning(
    int gossipNodes,
    Duration gossipInterval,
    Duration probeInterval,
    Duration probeTimeout,
    int retransmitMult,
    int suspicionMult,
    boolean wan) {
  public static final Tuning LAN = new Tuning(
      3, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(500), 4, 4, false);

  public static final Tuning WAN = new Tuning(
      4, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(3), 4, 6, true);

  public Tuning withGossip(int nodes, Duration interval) {
    return new Tuning(
        nodes, interval, probeInterval, probeTimeout, retransmitMult, suspicionMult, wan);
  }

  public Tuning withProbe(Duration interval, Duration timeout) {
    return new Tuning(
        gossipNodes, gossipInterval, interval, timeout, retransmitMult, suspicionMult, wan);
  }

  public Tuning withMultipliers(int retransmit, int suspicion) {
    return new Tuning(
        gossipNodes, gossipInterval, probeInterval, probeTimeout, retransmit, suspicion, wan);
  }
}
