package io.proconsul.agent.rpc.link;

import io.proconsul.agent.rpc.yamux.YamuxException;

/** What a connection speaks, without its input and output. Called under its {@link Link}'s lock. */
public interface Protocol {
  /** @throws YamuxException when the peer is to lose its connection */
  void receive(byte[] data, int offset, int length) throws YamuxException;

  boolean hasOutput();

  /** Bytes that wait to be sent. */
  long queued();

  /** Fills the target, 4 KB at least, with bytes to send, and tells how many they are. */
  int drain(byte[] target);

  /**
   * Takes in the time.
   *
   * @param now nanoseconds of {@link System#nanoTime}
   * @throws YamuxException when the peer is to lose its connection
   */
  void tick(long now) throws YamuxException;

  /** Has something said to the peer before the connection ends for what it did. */
  void violated();

  /** The connection is no more. */
  void lost(String reason);
}
