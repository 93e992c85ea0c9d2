package io.proconsul.core.autopilot;

import java.util.HashSet;
import java.util.Set;

/**
 * Voters, and which of them can be reached. Pure.
 *
 * @param reachable ids of servers that run, voters or not
 */
record Quorum(Set<String> voters, Set<String> reachable) {
  Quorum {
    voters = Set.copyOf(voters);
    reachable = Set.copyOf(reachable);
  }

  /** How many of that many voters decide. */
  static int majority(int voters) {
    return voters / 2 + 1;
  }

  /** Whether those that can be reached could decide if this server were no voter. */
  boolean survivesWithout(String id) {
    Set<String> left = new HashSet<>(voters);
    left.remove(id);
    int majority = majority(left.size());
    left.retainAll(reachable);
    return left.size() >= majority;
  }
}
