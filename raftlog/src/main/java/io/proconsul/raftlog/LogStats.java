package io.proconsul.raftlog;

import java.util.List;

/**
 * What {@code consul info} shows of the log. Indexes and terms are 0 where there is none yet.
 *
 * @param state Leader, Follower, Candidate, or Shutdown once closed or stopped by an error
 * @param fsmPending commands submitted and not yet answered
 * @param membership the newest that this server has, committed or not
 * @param lastContactMillis since the leader was heard of; 0 on the leader, -1 if never
 */
public record LogStats(
    String state,
    long term,
    long lastLogIndex,
    long lastLogTerm,
    long commitIndex,
    long appliedIndex,
    int fsmPending,
    long lastSnapshotIndex,
    long lastSnapshotTerm,
    Membership membership,
    long lastContactMillis) {

  /** Raft protocol and snapshot versions that Consul 1.21 reports; the same for every log. */
  public static final int PROTOCOL_VERSION = 3;

  public static final int PROTOCOL_VERSION_MIN = 0;
  public static final int PROTOCOL_VERSION_MAX = 3;
  public static final int SNAPSHOT_VERSION_MIN = 0;
  public static final int SNAPSHOT_VERSION_MAX = 1;

  /** Node ids, this server's among them if it votes. */
  public List<String> voters() {
    return membership.voters();
  }

  /** Voters other than this server, as Consul counts them. */
  public int peerCount() {
    return Math.max(0, voters().size() - 1);
  }
}
