package io.proconsul.gossip.serf;

/** How a member stands; the numbers that Consul's API shows are those of the order, NONE is 0. */
public enum MemberStatus {
  /** Of a peer that asks to be taken in. */
  NONE("none"),
  ALIVE("alive"),
  /** It said that it leaves and is still there. */
  LEAVING("leaving"),
  LEFT("left"),
  FAILED("failed");

  private final String text;

  MemberStatus(String text) {
    this.text = text;
  }

  /** As users see it: {@code alive}. */
  @Override
  public String toString() {
    return text;
  }
}
