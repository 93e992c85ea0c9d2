package io.proconsul.gossip.wire;

/**
 * Memory for what one stream holds. It is asked as things grow, so that all streams of a pool can
 * share one bound. For the thread that reads the stream.
 */
public interface Allowance {
  /** As much as anyone wants. */
  Allowance ENDLESS = new Allowance() {
    @Override
    public void take(long bytes) {}

    @Override
    public void give(long bytes) {}
  };

  /** @throws io.proconsul.codec.DecodeException when there is not so much left */
  void take(long bytes);

  /** So much of what was taken is held no longer. */
  void give(long bytes);
}
