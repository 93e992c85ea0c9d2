package io.proconsul.gossip.serf;

/** How a member stands. */
public enum MemberStatus {
  /** Of a peer that asks to be taken in. */
  NONE("none", 0),
  ALIVE("alive", 1),
  /** It said that it leaves and is still there. */
  LEAVING("leaving", 2),
  LEFT("left", 3),
  FAILED("failed", 4);

  private final String text;
  private final int number;

  MemberStatus(String text, int number) {
    this.text = text;
    this.number = number;
  }

  /** As Serf's messages and Consul's API have it. */
  public int number() {
    return number;
  }

  /** As users see it: {@code alive}. */
  @Override
  public String toString() {
    return text;
  }
}
