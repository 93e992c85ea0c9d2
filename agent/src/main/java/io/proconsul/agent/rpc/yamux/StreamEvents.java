package io.proconsul.agent.rpc.yamux;

/** What happens to a stream. Called while the session takes in bytes or time. */
public interface StreamEvents {
  /**
   * Bytes came; who has made room for as many more says so with {@link YamuxSession#consumed}.
   *
   * @param data not kept by the session, nor to be kept by the receiver
   * @throws YamuxException when the peer sends more than it may
   */
  void received(byte[] data, int offset, int length) throws YamuxException;

  /** The peer sends no more. */
  void finished();

  /**
   * The stream is no more, without an end on both sides.
   *
   * @param reason as Go says it, {@code connection reset}
   */
  void lost(String reason);
}
