package io.proconsul.client.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of known length; an end before that is an error. For one thread. */
final class FixedInput extends InputStream {
  private final InputStream source;
  private long left;

  FixedInput(InputStream source, long length) {
    this.source = source;
    left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int n = source.read(target, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new EOFException("unexpected EOF");
    }
    left -= n;
    return n;
  }
}
