package io.proconsul.gossip.swim;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What happens to packets between members 0 to n-1: some are lost, each takes a while, and some
 * members are not heard by a part of the others though they hear them.
 *
 * @param loss the part of packets that is lost
 * @param halfDeaf how many members, from the last on, hear nothing from every third member
 */
record SimulatedNetwork(double loss, int halfDeaf, int members, RandomGenerator random) {
  private static final long LEAST_DELAY = 200_000;
  private static final long MORE_DELAY = Duration.ofMillis(5).toNanos();

  boolean isLost(int from, int to) {
    return isBlocked(from, to) || random.nextDouble() < loss;
  }

  /** Nothing gets through, over TCP neither. */
  boolean isBlocked(int from, int to) {
    return to >= members - halfDeaf && from % 3 == 0;
  }

  long delay() {
    return LEAST_DELAY + random.nextLong(MORE_DELAY);
  }
}
