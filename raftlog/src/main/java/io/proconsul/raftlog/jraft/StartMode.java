package io.proconsul.raftlog.jraft;

import io.proconsul.raftlog.Membership;
import java.util.List;

/** What a log with an empty folder begins with; a restart goes on with what is on disk. */
public sealed interface StartMode {

  /**
   * These servers vote from the beginning, this one among them. Every one of them must be started
   * with the same list.
   *
   * @param voters node ids
   */
  record Bootstrap(List<String> voters) implements StartMode {
    public Bootstrap {
      voters = List.copyOf(voters);
      if (voters.isEmpty() || !voters.stream().allMatch(Membership::isNodeId)) {
        throw new IllegalArgumentException("not a list of node ids: " + voters);
      }
    }
  }

  /** Nobody is known; a leader elsewhere adds this server. */
  record Join() implements StartMode {}
}
