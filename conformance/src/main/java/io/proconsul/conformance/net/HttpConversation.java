package io.proconsul.conformance.net;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one connection to an HTTP fixture, answered in turn. */
final class HttpConversation {
  private static final int MAX_LINE = 65_536;
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private final Fixture fixture;
  private final InputStream in;
  private final OutputStream out;

  HttpConversation(Fixture fixture, Socket connection) throws IOException {
    this.fixture = fixture;
    this.in = new BufferedInputStream(connection.getInputStream());
    this.out = connection.getOutputStream();
  }

  void serve() throws IOException, InterruptedException {
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
        refuse(parts);
        return;
      }
      Map<String, String> headers = headers();
      if (header(headers, "Expect").equalsIgnoreCase("100-continue")) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      byte[] body = body(headers);
      fixture.asked(request(parts[0], parts[1], headers, body));
      answer(parts[0], parts[1].split("\\?", 2)[0]);
      if (parts[2].equals("HTTP/1.0") || header(headers, "Connection").equalsIgnoreCase("close")) {
        return;
      }
    }
  }

  static Value request(String method, String path, Map<String, String> headers, byte[] body) {
    Map<String, Value> sent = new LinkedHashMap<>();
    headers.forEach((name, value) -> sent.put(name, new Value.Str(value)));
    Map<String, Value> request = new LinkedHashMap<>();
    request.put("method", new Value.Str(method));
    request.put("path", new Value.Str(path));
    request.put("headers", new Value.Obj(sent));
    request.put("body", new Value.Str(new String(body, StandardCharsets.UTF_8)));
    return new Value.Obj(request);
  }

  /** Waits as a slow server would; the scenario says for how many seconds. */
  static void pause(@Nullable Value seconds) throws InterruptedException {
    if (seconds != null) {
      Fields fields = new Fields("server", new Value.Obj(Map.of("seconds", seconds)));
      Thread.sleep((long) (1000 * fields.number("seconds")));
    }
  }

  private void answer(String method, String path) throws IOException, InterruptedException {
    Value.Obj behaviour = fixture.behaviour();
    pause(behaviour.get("delay"));
    if (behaviour.get("paths") instanceof Value.Obj paths
        && paths.get(path) instanceof Value.Obj special) {
      behaviour = Fixture.merged(behaviour, special);
    }
    Fields fields = new Fields("server", behaviour);
    int times = fields.has("body_times") ? fields.integer("body_times") : 1;
    byte[] body = fields.string("body").repeat(times).getBytes(StandardCharsets.UTF_8);
    int status = fields.has("status") ? fields.integer("status") : 200;
    StringBuilder head =
        new StringBuilder("HTTP/1.1 " + status + " " + Reasons.of(status) + "\r\n");
    Map<String, String> headers = fields.stringMap("headers");
    if (headers != null) {
      headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    }
    head.append("Content-Length: " + body.length + "\r\n\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!method.equals("HEAD")) {
      whole.writeBytes(body);
    }
    out.write(whole.toByteArray());
    out.flush();
  }

  /** HTTP/2 and noise get an answer that an HTTP/2 client will not take for its own. */
  private void refuse(String[] parts) throws IOException {
    String version = parts[parts.length - 1].replace("HTTP/", "");
    String status =
        parts.length == 3 ? "505 Invalid HTTP version (" + version + ")" : "400 Bad request syntax";
    out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (header(headers, "Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
      int size;
      do {
        size = Integer.parseInt(line().strip(), 16);
        append(size, body);
        line();
      } while (size > 0);
    } else if (!header(headers, "Content-Length").isEmpty()) {
      append(Integer.parseInt(header(headers, "Content-Length")), body);
    }
    return body.toByteArray();
  }

  private void append(int length, ByteArrayOutputStream body) throws IOException {
    if (length > MAX_BODY - body.size()) {
      throw new ProtocolException("the body is longer than " + MAX_BODY + " bytes");
    }
    body.writeBytes(in.readNBytes(length));
  }

  private static String header(Map<String, String> headers, String name) {
    return new HttpAnswer(0, headers, new byte[0]).header(name);
  }

  /** The empty string also at the end of the stream. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
      if (line.size() > MAX_LINE) {
        throw new ProtocolException("a line is longer than " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
