package io.proconsul.conformance.net;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request on a connection of its own, to a port of this machine if nothing else is said,
 * and reads the answer.
 */
public final class HttpExchange {
  private static final int CHUNK = 1000;
  private static final byte[] LINE_END = {'\r', '\n'};

  private static final String THIS_MACHINE = "127.0.0.1";

  private final InetSocketAddress address;
  private final @Nullable SSLContext tls;

  private HttpExchange(InetSocketAddress address, @Nullable SSLContext tls) {
    this.address = address;
    this.tls = tls;
  }

  public static HttpExchange plain(int port) {
    return plain(THIS_MACHINE, port);
  }

  /** @param host a numeric address; no name is looked up */
  public static HttpExchange plain(String host, int port) {
    return new HttpExchange(new InetSocketAddress(InetAddress.ofLiteral(host), port), null);
  }

  public static HttpExchange tls(int port, SSLContext context) {
    return new HttpExchange(
        new InetSocketAddress(InetAddress.ofLiteral(THIS_MACHINE), port), context);
  }

  public HttpAnswer send(HttpRequest request) throws IOException {
    try (Socket socket = connect((int) request.timeout().toMillis())) {
      InputStream in = socket.getInputStream();
      try {
        write(request, new BufferedOutputStream(socket.getOutputStream()));
      } catch (IOException e) {
        // A server may answer and close before it has read a body that it will not take.
        if (request.body() == null) {
          throw e;
        }
      }
      return new HttpAnswerReader(socket, in).read(request);
    }
  }

  private Socket connect(int timeoutMillis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      socket.setTcpNoDelay(true);
      return tls == null
          ? socket
          : tls.getSocketFactory().createSocket(socket, THIS_MACHINE, address.getPort(), true);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private String host() {
    return address.getAddress().getHostAddress();
  }

  private void write(HttpRequest request, OutputStream out) throws IOException {
    out.write(head(request).getBytes(StandardCharsets.UTF_8));
    byte[] body = request.body();
    if (request.chunked()) {
      writeChunks(body == null ? new byte[0] : body, out);
    } else if (body != null) {
      out.write(body);
    }
    out.flush();
  }

  private String head(HttpRequest request) {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    if (!request.hasHeader("Host")) {
      head.append("Host: " + host() + ":" + address.getPort() + "\r\n");
    }
    byte[] body = request.body();
    boolean upload = request.method().equals("PUT") || request.method().equals("POST");
    if (request.chunked()) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (!request.hasHeader("Content-Length") && (body != null || upload)) {
      head.append("Content-Length: ").append(body == null ? 0 : body.length).append("\r\n");
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static void writeChunks(byte[] body, OutputStream out) throws IOException {
    for (int from = 0; from < body.length; from += CHUNK) {
      int length = Math.min(CHUNK, body.length - from);
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body, from, length);
      out.write(LINE_END);
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }
}
