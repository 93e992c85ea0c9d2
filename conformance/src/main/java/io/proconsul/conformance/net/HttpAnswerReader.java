package io.proconsul.conformance.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one HTTP/1.1 answer off a connection; used once, on the thread that sent the request. */
final class HttpAnswerReader {
  private static final int MAX_LINE = 65_536;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_BODY = 256 * 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  HttpAnswerReader(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = new BufferedInputStream(in);
  }

  HttpAnswer read(HttpRequest request) throws IOException {
    int status = status();
    while (status == 100) {
      headers();
      status = status();
    }
    Map<String, String> headers = headers();
    HttpAnswer answer = new HttpAnswer(status, headers, new byte[0]);
    boolean empty =
        request.method().equals("HEAD") || status == 204 || status == 304 || status < 200;
    if (!empty) {
      Duration readFor = request.readFor();
      if (readFor == null) {
        readBody(answer);
      } else {
        readFor(answer, System.nanoTime() + readFor.toNanos());
      }
    }
    return new HttpAnswer(status, headers, body.toByteArray());
  }

  private int status() throws IOException {
    String line = line();
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
      throw new ProtocolException("not an HTTP status line: " + line);
    }
    return Integer.parseInt(parts[1]);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int count = 0; count <= MAX_HEADERS; count++) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a header: " + line);
      }
      headers.merge(
          line.substring(0, colon),
          line.substring(colon + 1).strip(),
          (first, second) -> first + ", " + second);
    }
    throw new ProtocolException("got more than " + MAX_HEADERS + " headers");
  }

  private void readBody(HttpAnswer answer) throws IOException {
    if (chunked(answer)) {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        readExactly(size);
        line();
      }
      trailers();
    } else if (answer.header("Content-Length").isEmpty()) {
      readToEnd();
    } else {
      readExactly(Integer.parseInt(answer.header("Content-Length")));
    }
  }

  /** What arrives until the deadline; an answer that ends or breaks before it is no error. */
  private void readFor(HttpAnswer answer, long deadlineNanos) throws IOException {
    boolean chunked = chunked(answer);
    try {
      while (limitReads(deadlineNanos)) {
        int size = chunked ? chunkSize() : 1;
        if (size == 0) {
          return;
        }
        for (int i = 0; i < size && limitReads(deadlineNanos); i++) {
          readExactly(1);
        }
        if (chunked) {
          line();
        }
      }
    } catch (SocketTimeoutException | EOFException e) {
      // The time is up, or the server has said all it had to say.
    }
  }

  private boolean limitReads(long deadlineNanos) throws IOException {
    long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    socket.setSoTimeout((int) Math.max(1, left));
    return left > 0;
  }

  private void trailers() throws IOException {
    while (!line().isEmpty()) {
      // Trailers say nothing that scenarios look at.
    }
  }

  private static boolean chunked(HttpAnswer answer) {
    return answer.header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked");
  }

  private int chunkSize() throws IOException {
    String line = line();
    try {
      return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new ProtocolException("not a chunk's size: " + line);
    }
  }

  private void readExactly(int length) throws IOException {
    if (length > MAX_BODY - body.size()) {
      throw new ProtocolException("the body is longer than " + MAX_BODY + " bytes");
    }
    byte[] part = in.readNBytes(length);
    body.writeBytes(part);
    if (part.length < length) {
      throw new EOFException("IncompleteRead(" + part.length + " bytes read, "
          + (length - part.length) + " more expected)");
    }
  }

  private void readToEnd() throws IOException {
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      if (n > MAX_BODY - body.size()) {
        throw new ProtocolException("the body is longer than " + MAX_BODY + " bytes");
      }
      body.write(part, 0, n);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("Remote end closed connection without response");
      }
      if (line.size() > MAX_LINE) {
        throw new ProtocolException("a line is longer than " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
