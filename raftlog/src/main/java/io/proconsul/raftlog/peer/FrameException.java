package io.proconsul.raftlog.peer;

import java.io.IOException;

/** What came over a connection is not what a peer sends; the connection is of no more use. */
public final class FrameException extends IOException {
  private static final long serialVersionUID = 1L;

  FrameException(String message) {
    super(message);
  }
}
