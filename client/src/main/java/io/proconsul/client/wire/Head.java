package io.proconsul.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Status line and headers of an answer. At most 64 KB, as Go's client would take 1 MB. */
record Head(int status, Map<String, String> headers) {
  private static final int MAX_BYTES = 64 * 1024;

  static Head read(LineInput in) throws IOException {
    int left = MAX_BYTES;
    String line = in.line(left);
    while (true) {
      int status = status(line);
      Map<String, String> headers = new HashMap<>();
      for (line = in.line(left); !line.isEmpty(); line = in.line(left)) {
        left -= line.length() + 2;
        int colon = line.indexOf(':');
        if (colon <= 0) {
          throw new IOException("net/http: malformed MIME header line: " + line);
        }
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      if (status / 100 != 1) {
        return new Head(status, headers);
      }
      // An interim answer such as 100 Continue: the real one follows.
      line = in.line(left);
    }
  }

  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.")
        || line.length() < 12
        || (line.length() > 12 && line.charAt(12) != ' ')) {
      throw malformed(line);
    }
    try {
      return Integer.parseInt(line, 9, 12, 10);
    } catch (NumberFormatException e) {
      throw malformed(line);
    }
  }

  private static IOException malformed(String line) {
    return new IOException("net/http: HTTP/1.x transport connection broken: malformed HTTP response"
        + " \"" + line + "\"");
  }

  /** The body that belongs to this head. */
  InputStream body(LineInput in, String method) throws IOException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    String coding = headers.getOrDefault("transfer-encoding", "");
    if (coding.equalsIgnoreCase("chunked")) {
      return new ChunkedInput(in);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return in;
    }
    try {
      return new FixedInput(in, Long.parseLong(length));
    } catch (NumberFormatException e) {
      throw new IOException("bad Content-Length \"" + length + "\"", e);
    }
  }
}
