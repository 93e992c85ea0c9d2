package io.proconsul.raftlog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connected byte stream to one peer, in order and without gaps. Made by the owner of the server
 * port, who has done TLS already; a log that was handed one owns it and closes it. One thread reads
 * while another writes and a third may close.
 */
public interface Wire extends Closeable {

  /** Blocks; ends or throws once either side has closed. */
  InputStream input();

  /** Blocks when the peer does not read; buffering is done above. */
  OutputStream output();

  /** The peer as an operator would name it in a log line: an address, for instance. */
  String description();

  /** Ends reads and writes that are under way, on both sides. May be called twice. */
  @Override
  void close() throws IOException;
}
