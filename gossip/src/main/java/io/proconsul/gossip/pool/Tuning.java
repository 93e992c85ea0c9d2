package io.proconsul.gossip.pool;

import java.time.Duration;

/**
 * What Consul's {@code gossip_lan} and {@code gossip_wan} set, and how leaving waits.
 *
 * @param gossipNodes members that a round of gossip goes to
 * @param probeTimeout until a probe is repeated through others
 * @param retransmitMult how often a message is sent on, times the logarithm of the pool's size
 * @param suspicionMult how long a member is suspected, likewise
 * @param broadcastTimeout the longest wait for a message to leave this node's queue
 * @param leavePropagateDelay how long a node stays reachable after having said that it leaves
 */
public record Tuning(
    int gossipNodes,
    Duration gossipInterval,
    Duration probeInterval,
    Duration probeTimeout,
    int retransmitMult,
    int suspicionMult,
    Duration broadcastTimeout,
    Duration leavePropagateDelay,
    boolean wan) {
  public static final Tuning LAN = new Tuning(
      3,
      Duration.ofMillis(200),
      Duration.ofSeconds(1),
      Duration.ofMillis(500),
      4,
      4,
      Duration.ofSeconds(5),
      Duration.ofSeconds(3),
      false);

  public static final Tuning WAN = new Tuning(
      4,
      Duration.ofMillis(500),
      Duration.ofSeconds(5),
      Duration.ofSeconds(3),
      4,
      6,
      Duration.ofSeconds(5),
      Duration.ofSeconds(3),
      true);

  public Tuning withGossip(int nodes, Duration interval) {
    return new Tuning(
        nodes,
        interval,
        probeInterval,
        probeTimeout,
        retransmitMult,
        suspicionMult,
        broadcastTimeout,
        leavePropagateDelay,
        wan);
  }

  public Tuning withProbe(Duration interval, Duration timeout) {
    return new Tuning(
        gossipNodes,
        gossipInterval,
        interval,
        timeout,
        retransmitMult,
        suspicionMult,
        broadcastTimeout,
        leavePropagateDelay,
        wan);
  }

  public Tuning withMultipliers(int retransmit, int suspicion) {
    return new Tuning(
        gossipNodes,
        gossipInterval,
        probeInterval,
        probeTimeout,
        retransmit,
        suspicion,
        broadcastTimeout,
        leavePropagateDelay,
        wan);
  }

  public Tuning withLeaving(Duration broadcast, Duration propagate) {
    return new Tuning(
        gossipNodes,
        gossipInterval,
        probeInterval,
        probeTimeout,
        retransmitMult,
        suspicionMult,
        broadcast,
        propagate,
        wan);
  }
}
