package io.proconsul.raftlog.peer;

/** Serves what peers ask. */
public interface Requests {

  /**
   * Called on the connection's thread, in the order in which the peer sent; the next request of the
   * same connection waits until this returns. An exception ends the connection.
   *
   * @param respond takes the answer once, from any thread, now or later
   */
  void handle(Request request, Respond respond);

  /** One request of one peer. */
  record Request(String from, Channel channel, byte kind, byte[] payload) {}

  /** Sends the answer; what cannot be sent any more is dropped. */
  interface Respond {
    void answer(byte[] payload);

    void refuse(byte[] payload);
  }
}
