package io.proconsul.gossip.swim;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The time a suspect has to refute (Lifeguard, section IV.B): long while one node alone suspects
 * it, shorter with each other node that does, so that it is the accuser who is given time to be
 * wrong.
 */
final class Suspicion {
  private static final long MILLI = 1_000_000;

  private final long startedAt;
  private final int wanted;
  private final long shortest;
  private final long longest;
  private final Set<String> accusers = new HashSet<>();
  private int confirmations;

  /**
   * @param members of the pool; with too few of them no confirmation is waited for
   * @param from who suspects first, and does not count again
   */
  Suspicion(long now, Tuning tuning, int members, String from) {
    int multiplier = tuning.suspecting().multiplier();
    startedAt = now;
    wanted = members - 2 < multiplier - 2 ? 0 : multiplier - 2;
    shortest = shortestNanos(multiplier, members, tuning.probing().interval());
    longest = tuning.suspecting().maxMultiplier() * shortest;
    accusers.add(from);
  }

  /** Grows with the logarithm of the pool's size, as the time that a rumour takes. */
  static long shortestNanos(int multiplier, int members, Duration interval) {
    double scale = Math.max(1, Math.log10(Math.max(1, members)));
    return multiplier * (long) (scale * 1000) * (interval.toNanos() / 1000);
  }

  /**
   * Whether this is news: another accuser, of whom there were not enough. At most {@code wanted}
   * are kept.
   */
  boolean confirm(String from) {
    if (confirmations >= wanted || !accusers.add(from)) {
      return false;
    }
    confirmations++;
    return true;
  }

  int confirmations() {
    return confirmations;
  }

  long deadline() {
    if (wanted < 1) {
      return startedAt + shortest;
    }
    double part = Math.log(confirmations + 1.0) / Math.log(wanted + 1.0);
    long time = (long) (longest - part * (longest - shortest)) / MILLI * MILLI;
    return startedAt + Math.max(shortest, time);
  }
}
