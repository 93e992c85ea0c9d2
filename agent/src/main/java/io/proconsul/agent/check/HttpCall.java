package io.proconsul.agent.check;

import io.proconsul.model.CheckKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request on a connection of its own, with exactly the headers that Consul's checks
 * send. The JDK's client is not used: it neither lets a check set Host, nor ends the connection,
 * nor verifies another name than that of the address.
 */
record HttpCall(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
  private static final int MAX_HEAD = 1 << 20;
  private static final String HOST = "Host";

  /** Where requests go out. */
  record Connector(Dialer dialer, CheckTls tls, CheckKind.Tls expected) {
    /** Sends and reads as far as the end of the headers. */
    Reply send(HttpCall call, Deadline deadline) throws IOException {
      URI uri = call.uri;
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean secure = scheme.equals("https");
      if (!secure && !scheme.equals("http")) {
        throw new IOException("unsupported protocol scheme \"" + scheme + "\"");
      }
      if (uri.getHost() == null) {
        throw new IOException("http: no Host in request URL");
      }
      String host = uri.getHost().replace("[", "").replace("]", "");
      int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
      Socket socket = dialer.connect(new Dialer.HostPort(host, port), deadline);
      try {
        Socket used = secure ? tls.secure(socket, host, expected, List.of()) : socket;
        used.getOutputStream().write(call.encode());
        used.getOutputStream().flush();
        return Reply.read(used, call.method.equals("HEAD"));
      } catch (IOException e) {
        Deadline.closeQuietly(socket);
        throw e;
      }
    }
  }

  static HttpCall of(String method, URI uri, Map<String, List<String>> given, String body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", List.of("Consul Health Check"));
    headers.put("Accept", List.of("text/plain, text/*, */*"));
    headers.put("Accept-Encoding", List.of("gzip"));
    headers.putAll(given);
    headers.put("Connection", List.of("close"));
    return new HttpCall(method, uri, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the reply sends us, as Go follows it; null when it does not. */
  @Nullable
  HttpCall redirected(Reply reply) {
    String location = reply.headers().get("location");
    if (location == null || location.isEmpty()) {
      return null;
    }
    URI target;
    try {
      target = uri.resolve(location);
    } catch (IllegalArgumentException _) {
      return null;
    }
    return switch (reply.code()) {
      case 301, 302, 303 ->
        method.equals("HEAD")
            ? new HttpCall(method, target, headers, new byte[0])
            : new HttpCall("GET", target, headers, new byte[0]);
      case 307, 308 -> new HttpCall(method, target, headers, body);
      default -> null;
    };
  }

  private byte[] encode() {
    StringBuilder head = new StringBuilder();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    head.append(method).append(' ').append(path);
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.1\r\n");
    List<String> host = headers.getOrDefault(HOST, List.of());
    line(head, HOST, host.isEmpty() ? uri.getRawAuthority() : host.get(0));
    headers.forEach((name, values) -> {
      if (!name.equalsIgnoreCase(HOST)) {
        values.forEach(value -> line(head, name, value));
      }
    });
    if (body.length > 0) {
      line(head, "Content-Length", String.valueOf(body.length));
    }
    head.append("\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** Line ends in a value would be headers of their own. */
  private static void line(StringBuilder head, String name, String value) {
    String oneLine = value.replace("\r", "").replace("\n", "");
    head.append(name.replaceAll("[\\s:]", "")).append(": ").append(oneLine).append("\r\n");
  }

  /**
   * What came back; the body is read from the connection.
   *
   * @param status code and reason as the server sent them
   * @param headers by lower-case name
   */
  record Reply(int code, String status, Map<String, String> headers, InputStream body)
      implements AutoCloseable {
    private static Reply read(Socket socket, boolean noBody) throws IOException {
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
      HeadReader head = new HeadReader(in);
      while (true) {
        String first = head.line();
        String[] parts = first.split(" ", 2);
        if (!parts[0].startsWith("HTTP/1.") || parts.length < 2) {
          throw new IOException("net/http: HTTP/1.x transport connection broken: malformed HTTP"
              + " response \"" + first + "\"");
        }
        String status = parts[1];
        int code = code(status);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = head.line(); !line.isEmpty(); line = head.line()) {
          int colon = line.indexOf(':');
          if (colon > 0) {
            headers.putIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip());
          }
        }
        if (code / 100 != 1) {
          boolean none = noBody || code == 204 || code == 304;
          InputStream body = none ? InputStream.nullInputStream() : HttpBody.of(in, headers);
          return new Reply(code, status, headers, new SocketStream(body, socket));
        }
      }
    }

    private static int code(String status) throws IOException {
      try {
        return Integer.parseInt(status.substring(0, Math.min(3, status.length())));
      } catch (NumberFormatException _) {
        throw new IOException("malformed HTTP status code \"" + status + "\"");
      }
    }

    @Override
    public void close() {
      Deadline.closeQuietly(body);
    }
  }

  /** Reads lines of the head, all of them together within a bound. */
  static final class HeadReader {
    private final InputStream in;
    private int read;

    HeadReader(InputStream in) {
      this.in = in;
    }

    String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        int b = in.read();
        if (b < 0) {
          throw new IOException(read == 0 ? "EOF" : "unexpected EOF");
        }
        if (++read > MAX_HEAD) {
          throw new IOException(
              "net/http: server response headers exceeded " + MAX_HEAD + " bytes");
        }
        if (b == '\n') {
          String text = line.toString(StandardCharsets.UTF_8);
          return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
        line.write(b);
      }
    }
  }

  /** Closes the connection together with the body. */
  private static final class SocketStream extends java.io.FilterInputStream {
    private final Socket socket;

    SocketStream(InputStream body, Socket socket) {
      super(body);
      this.socket = socket;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
