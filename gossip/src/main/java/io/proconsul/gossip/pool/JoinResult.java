package io.proconsul.gossip.pool;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a join.
 *
 * @param joined addresses with which members were exchanged
 * @param failures addresses where that failed, in the order tried
 */
public record JoinResult(int joined, List<Failure> failures) {
  /**
   * One address, as given or resolved, and why: {@code Failed to join 127.0.0.1:1: dial tcp
   * 127.0.0.1:1: connect: connection refused}.
   */
  public record Failure(String address, String reason) {}

  public JoinResult {
    failures = List.copyOf(failures);
  }

  /** As Go prints several errors: a count, then one line each with a star. */
  public String failureText() {
    String count = failures.size() == 1 ? "1 error" : failures.size() + " errors";
    return failures.stream()
        .map(failure -> "\t* " + failure.reason())
        .collect(Collectors.joining("\n", count + " occurred:\n", "\n\n"));
  }
}
