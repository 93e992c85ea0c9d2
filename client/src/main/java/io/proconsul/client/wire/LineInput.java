package io.proconsul.client.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Buffered input that reads lines as well as bytes. For one thread. */
final class LineInput extends InputStream {
  private final InputStream source;
  private final byte[] buffer = new byte[16 * 1024];
  private int at;
  private int end;

  LineInput(InputStream source) {
    this.source = source;
  }

  /** A line without its end, of at most so many bytes. */
  String line(int maxBytes) throws IOException {
    StringBuilder line = new StringBuilder(80);
    while (true) {
      if (at == end && !fill()) {
        throw new EOFException(line.isEmpty() ? "EOF" : "unexpected EOF");
      }
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.append(new String(buffer, start, at - start, StandardCharsets.ISO_8859_1));
      if (line.length() > maxBytes) {
        throw new IOException("net/http: server response headers exceeded " + maxBytes + " bytes");
      }
      if (at < end) {
        at++;
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
          line.setLength(length - 1);
        }
        return line.toString();
      }
    }
  }

  @Override
  public int read() throws IOException {
    return at == end && !fill() ? -1 : buffer[at++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == end && !fill()) {
      return -1;
    }
    int n = Math.min(length, end - at);
    System.arraycopy(buffer, at, target, offset, n);
    at += n;
    return n;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, source.read(buffer, 0, buffer.length));
    return end > 0;
  }
}
