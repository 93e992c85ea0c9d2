package io.proconsul.gossip.pool;

/** Takes what comes back for a query, on the pool's event thread; each node is told once. */
public interface QueryListener {
  default void acknowledged(String node) {}

  void response(String node, byte[] payload);

  /** The query's time is over; nothing comes any more. */
  default void finished() {}
}
