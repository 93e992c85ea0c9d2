package io.proconsul.raftlog.peer;

import java.time.Duration;

/**
 * How long a connection may take before it is given up.
 *
 * @param greetingNanos from the connection to the other side's word
 * @param writeNanos for one write that does not go through
 * @param silenceNanos without any answer while answers are overdue
 */
record Limits(long greetingNanos, long writeNanos, long silenceNanos) {

  static Limits of(Duration electionTimeout) {
    var election = electionTimeout.toNanos();
    return new Limits(Duration.ofSeconds(5).toNanos(), 2 * election, 2 * election);
  }
}
