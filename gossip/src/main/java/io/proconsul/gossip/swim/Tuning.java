package io.proconsul.gossip.swim;

import java.time.Duration;

/** The protocol's times and counts: memberlist's defaults, of which an operator may change some. */
public record Tuning(Probing probing, Suspecting suspecting, Spreading spreading, Syncing syncing) {
  /**
   * @param interval from one probe to the next, when healthy
   * @param timeout after which a probe goes by other ways too
   * @param indirect how many members are asked to probe in this one's place
   * @param overTcp whether one of the other ways is TCP
   * @param maxSlowdown the interval times this is the longest (Lifeguard's awareness)
   */
  public record Probing(
      Duration interval, Duration timeout, int indirect, boolean overTcp, int maxSlowdown) {}

  /**
   * @param multiplier of the time in which a suspect may refute
   * @param maxMultiplier of that time when nobody else suspects it
   * @param reclaim after which a failed member's name may come back from another address
   */
  public record Suspecting(int multiplier, int maxMultiplier, Duration reclaim) {}

  /**
   * @param nodes how many members hear of the news each time
   * @param toTheDead how long members that failed still hear of it, so that they may refute
   * @param retransmits multiplier of how often one piece of news is sent
   */
  public record Spreading(Duration interval, int nodes, Duration toTheDead, int retransmits) {}

  /**
   * @param interval between full exchanges in a pool of up to 32; zero for never
   * @param timeout of each stream
   */
  public record Syncing(Duration interval, Duration timeout) {}

  public static final Tuning LAN = new Tuning(
      new Probing(Duration.ofSeconds(1), Duration.ofMillis(500), 3, true, 8),
      new Suspecting(4, 6, Duration.ofSeconds(30)),
      new Spreading(Duration.ofMillis(200), 3, Duration.ofSeconds(30), 4),
      new Syncing(Duration.ofSeconds(30), Duration.ofSeconds(10)));

  public static final Tuning WAN = new Tuning(
      new Probing(Duration.ofSeconds(5), Duration.ofSeconds(3), 3, true, 8),
      new Suspecting(6, 6, Duration.ofSeconds(30)),
      new Spreading(Duration.ofMillis(500), 4, Duration.ofSeconds(60), 4),
      new Syncing(Duration.ofSeconds(60), Duration.ofSeconds(30)));

  public static final Tuning LOCAL = new Tuning(
      new Probing(Duration.ofSeconds(1), Duration.ofMillis(200), 1, true, 8),
      new Suspecting(3, 6, Duration.ofSeconds(30)),
      new Spreading(Duration.ofMillis(100), 3, Duration.ofSeconds(15), 2),
      new Syncing(Duration.ofSeconds(15), Duration.ofSeconds(1)));

  public Tuning with(Probing other) {
    return new Tuning(other, suspecting, spreading, syncing);
  }

  public Tuning with(Suspecting other) {
    return new Tuning(probing, other, spreading, syncing);
  }

  public Tuning with(Spreading other) {
    return new Tuning(probing, suspecting, other, syncing);
  }

  public Tuning with(Syncing other) {
    return new Tuning(probing, suspecting, spreading, other);
  }
}
