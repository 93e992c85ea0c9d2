package io.proconsul.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The body of a reply without its framing: a length, chunks, or the end of the connection. */
final class HttpBody extends InputStream {
  private final InputStream in;
  private final boolean chunked;
  private long left;
  private boolean started;

  private HttpBody(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
  }

  /** Unpacks what is compressed. */
  static InputStream of(InputStream in, Map<String, String> headers) throws IOException {
    String coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
    HttpBody body = new HttpBody(in, coding.endsWith("chunked"), length(headers));
    boolean packed = headers.getOrDefault("content-encoding", "").equalsIgnoreCase("gzip");
    return packed ? new GZIPInputStream(body) : body;
  }

  private static long length(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    try {
      return length == null ? Long.MAX_VALUE : Long.parseLong(length);
    } catch (NumberFormatException _) {
      throw new IOException("bad Content-Length \"" + length + "\"");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (chunked && (!started || left == 0)) {
      nextChunk();
    }
    if (left <= 0 || length == 0) {
      return left <= 0 ? -1 : 0;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read > 0 && left != Long.MAX_VALUE) {
      left -= read;
    }
    return read;
  }

  /** Leaves {@code left} at less than zero after the last one. */
  private void nextChunk() throws IOException {
    HttpCall.HeadReader lines = new HttpCall.HeadReader(in);
    if (started) {
      lines.line();
    }
    started = true;
    String size = lines.line();
    int extension = size.indexOf(';');
    try {
      left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
    } catch (NumberFormatException _) {
      throw new IOException("invalid byte in chunk length");
    }
    if (left <= 0) {
      left = -1;
    }
  }
}
