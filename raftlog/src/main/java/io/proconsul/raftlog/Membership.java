package io.proconsul.raftlog;

import java.util.List;
import java.util.Optional;

/**
 * Who takes part in a log, as this server knows it.
 *
 * @param index of the log entry that says so; 0 for what a new log was started with
 */
public record Membership(long index, List<Member> members) {
  public static final Membership NONE = new Membership(0, List.of());

  /**
   * One server of the log.
   *
   * @param voter counts for majorities and may lead; else it only follows
   * @param leader leads, as far as this server knows
   */
  public record Member(String nodeId, boolean voter, boolean leader) {}

  public Membership {
    members = List.copyOf(members);
  }

  /** Whether a member may have this name: letters, digits, dots and dashes. */
  public static boolean isNodeId(String text) {
    return text.matches("[A-Za-z0-9.-]{1,255}");
  }

  /** Voters only; nobody leads. */
  public static Membership ofVoters(List<String> nodeIds) {
    return new Membership(
        0, nodeIds.stream().map(id -> new Member(id, true, false)).toList());
  }

  /** Node ids of those who vote. */
  public List<String> voters() {
    return members.stream().filter(Member::voter).map(Member::nodeId).toList();
  }

  public Optional<Member> member(String nodeId) {
    return members.stream().filter(member -> member.nodeId().equals(nodeId)).findFirst();
  }

  /** The same members, with this one as their leader. */
  public Membership ledBy(Optional<String> leader) {
    return new Membership(
        index,
        members.stream()
            .map(m -> new Member(m.nodeId(), m.voter(), leader.equals(Optional.of(m.nodeId()))))
            .toList());
  }
}
