package io.proconsul.raftlog.peer;

import java.io.IOException;

/** Hears once what became of a request; on a thread of the connection, so it must not block. */
public interface Answer {

  void received(byte[] payload);

  /** The peer could not do it; the payload tells why. */
  void refused(byte[] payload);

  /** No answer came, and whether the request arrived is unknown. */
  void failed(IOException cause);

  /** No answer came within the time given. */
  void timedOut();
}
