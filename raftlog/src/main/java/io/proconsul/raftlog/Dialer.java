package io.proconsul.raftlog;

import java.io.IOException;

/** Connects to a member of the log by its node id; the address is looked up at each call. */
@FunctionalInterface
public interface Dialer {

  /**
   * Called on a virtual thread of the log, which it may block for some seconds, a connection's
   * usual timeout; an interrupt means that the log is closing.
   *
   * @throws IOException when the node is unknown or does not answer; the text goes to the log
   */
  Wire dial(String nodeId) throws IOException;
}
