package io.proconsul.client.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that comes in chunks. For one thread. */
final class ChunkedInput extends InputStream {
  private static final int MAX_LINE = 4096;

  private final LineInput source;
  private long left;
  private boolean first = true;
  private boolean done;

  ChunkedInput(LineInput source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0 && !done) {
      nextChunk();
    }
    if (done) {
      return -1;
    }
    int n = source.read(target, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new EOFException("unexpected EOF");
    }
    left -= n;
    return n;
  }

  private void nextChunk() throws IOException {
    if (!first && !source.line(MAX_LINE).isEmpty()) {
      throw new IOException("malformed chunked encoding");
    }
    first = false;
    String size = source.line(MAX_LINE);
    int semicolon = size.indexOf(';');
    try {
      left = Long.parseLong((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("invalid byte in chunk length", e);
    }
    if (left == 0) {
      done = true;
    }
  }
}
