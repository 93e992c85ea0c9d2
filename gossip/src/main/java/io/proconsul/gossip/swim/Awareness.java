package io.proconsul.gossip.swim;

import java.time.Duration;

/**
 * How well this node meets the protocol's times itself (Lifeguard, section IV.A): zero is well, and
 * each point makes its probes more patient, so that a slow node does not accuse quick ones.
 */
final class Awareness {
  private final int limit;
  private int score;

  Awareness(int limit) {
    this.limit = Math.max(1, limit);
  }

  void apply(int delta) {
    score = Math.clamp((long) score + delta, 0, limit - 1);
  }

  int score() {
    return score;
  }

  long scaledNanos(Duration time) {
    return time.toNanos() * (score + 1);
  }
}
