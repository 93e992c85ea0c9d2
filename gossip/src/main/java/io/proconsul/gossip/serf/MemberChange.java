package io.proconsul.gossip.serf;

/** What became of members. */
public enum MemberChange {
  JOIN("EventMemberJoin"),
  LEAVE("EventMemberLeave"),
  FAILED("EventMemberFailed"),
  /** Tags, address or versions are new. */
  UPDATE("EventMemberUpdate"),
  /** They are forgotten. */
  REAP("EventMemberReap");

  private final String text;

  MemberChange(String text) {
    this.text = text;
  }

  /** As Serf logs it. */
  @Override
  public String toString() {
    return text;
  }
}
