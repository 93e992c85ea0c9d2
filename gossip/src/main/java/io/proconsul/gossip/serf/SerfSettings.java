package io.proconsul.gossip.serf;

import java.time.Duration;

/**
 * What Serf leaves to its user. {@link #CONSUL} holds Consul's choices; {@code withX} changes one.
 *
 * @param limits sizes and counts
 * @param memberCoalescing how member events are gathered before they are told
 * @param eventCoalescing how user events that allow it are gathered; the newest of a name is told
 * @param timing intervals of housekeeping
 * @param leaving how long it takes
 * @param resolveConflicts whether a node whose name is also another's asks the others, and stops
 *     when the majority knows the other one; Consul only warns
 * @param coordinates whether round trips are measured, and where this node stands is told
 */
public record SerfSettings(
    Limits limits,
    Coalescing memberCoalescing,
    Coalescing eventCoalescing,
    Timing timing,
    Leaving leaving,
    boolean resolveConflicts,
    boolean coordinates) {
  /** Serf's own upper limit of a user event, whatever is configured. */
  public static final int MOST_EVENT_BYTES = 9 * 1024;

  /** Consul's. */
  public static final SerfSettings CONSUL = new SerfSettings(
      Limits.CONSUL, Coalescing.NONE, Coalescing.NONE, Timing.CONSUL, Leaving.CONSUL, false, true);

  /**
   * Sizes in bytes.
   *
   * @param eventBytes of a user event's name and payload, at most {@link #MOST_EVENT_BYTES}
   * @param queryBytes of an encoded query
   * @param responseBytes of an encoded response
   * @param recent Lamport times for which events and queries are remembered
   * @param queueWarning queued broadcasts from which on a warning is logged
   */
  public record Limits(
      int eventBytes, int queryBytes, int responseBytes, int recent, int queueWarning) {
    public static final Limits CONSUL = new Limits(512, 1024, 1024, 512, 1_000_000);

    public Limits {
      if (eventBytes > MOST_EVENT_BYTES) {
        throw new IllegalArgumentException(
            "user event size limit exceeds limit of " + MOST_EVENT_BYTES + " bytes");
      }
      if (recent <= 0) {
        throw new IllegalArgumentException("recent must be positive");
      }
    }
  }

  /**
   * When gathered events are told: {@code period} after the first or {@code quiet} after the last.
   */
  public record Coalescing(Duration period, Duration quiet) {
    /** Every event is told at once. */
    public static final Coalescing NONE = new Coalescing(Duration.ZERO, Duration.ZERO);

    boolean active() {
      return period.isPositive() && quiet.isPositive();
    }
  }

  /**
   * Intervals of housekeeping.
   *
   * @param reap how often members that are long gone are looked for
   * @param reconnect how often a failed member may be tried again
   * @param reconnectTimeout after which a failed member is forgotten; its tag {@code rc_tm} may say
   *     otherwise
   * @param tombstone after which a member that left is forgotten
   * @param recentIntent how long an intent waits for the member it is about
   */
  public record Timing(
      Duration reap,
      Duration reconnect,
      Duration reconnectTimeout,
      Duration tombstone,
      Duration recentIntent) {
    public static final Timing CONSUL = new Timing(
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofHours(72),
        Duration.ofHours(24),
        Duration.ofMinutes(5));

    public Timing withReconnectTimeout(Duration timeout) {
      return new Timing(reap, reconnect, timeout, tombstone, recentIntent);
    }

    public Timing withTombstone(Duration timeout) {
      return new Timing(reap, reconnect, reconnectTimeout, timeout, recentIntent);
    }
  }

  /**
   * How long leaving takes.
   *
   * @param broadcast the longest wait for the news to be sent from here
   * @param propagate how long a node then stays reachable while the news goes round
   */
  public record Leaving(Duration broadcast, Duration propagate) {
    public static final Leaving CONSUL = new Leaving(Duration.ofSeconds(5), Duration.ofSeconds(3));

    Duration total() {
      return broadcast.plus(propagate);
    }
  }

  /** @param eventBytes 1 to {@link #MOST_EVENT_BYTES} */
  public SerfSettings withEventBytes(int eventBytes) {
    Limits newLimits = new Limits(
        eventBytes, limits.queryBytes, limits.responseBytes, limits.recent, limits.queueWarning);
    return new SerfSettings(
        newLimits,
        memberCoalescing,
        eventCoalescing,
        timing,
        leaving,
        resolveConflicts,
        coordinates);
  }

  public SerfSettings withTiming(Timing newTiming) {
    return new SerfSettings(
        limits,
        memberCoalescing,
        eventCoalescing,
        newTiming,
        leaving,
        resolveConflicts,
        coordinates);
  }

  public SerfSettings withCoalescing(Coalescing members, Coalescing events) {
    return new SerfSettings(
        limits, members, events, timing, leaving, resolveConflicts, coordinates);
  }

  public SerfSettings withConflictResolution(boolean resolve) {
    return new SerfSettings(
        limits, memberCoalescing, eventCoalescing, timing, leaving, resolve, coordinates);
  }

  public SerfSettings withLeaving(Leaving newLeaving) {
    return new SerfSettings(
        limits,
        memberCoalescing,
        eventCoalescing,
        timing,
        newLeaving,
        resolveConflicts,
        coordinates);
  }

  public SerfSettings withCoordinates(boolean on) {
    return new SerfSettings(
        limits, memberCoalescing, eventCoalescing, timing, leaving, resolveConflicts, on);
  }
}
