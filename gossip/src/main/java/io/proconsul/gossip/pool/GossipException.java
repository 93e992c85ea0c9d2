package io.proconsul.gossip.pool;

/** What the pool refuses or could not do; the message is Serf's, which Consul's users know. */
public final class GossipException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GossipException(String message) {
    super(message);
  }

  public GossipException(String message, Throwable cause) {
    super(message, cause);
  }
}
