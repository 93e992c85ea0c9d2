package io.proconsul.cli.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers requests with texts that it was given: what commands talk to while the build trains them
 * and in their tests. One thread, one request a connection, until it is closed.
 */
public final class CannedAgent implements AutoCloseable {
  private static final int MAX_HEAD = 64 * 1024;

  private final ServerSocket socket;
  private final Thread thread;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private CannedAgent(ServerSocket socket) {
    this.socket = socket;
    thread = new Thread(this::serve, "canned agent");
    thread.setDaemon(true);
  }

  /** Listens on a free port of the loopback address. */
  public static CannedAgent start() {
    try {
      CannedAgent agent =
          new CannedAgent(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      agent.thread.start();
      return agent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @param request method and path with query, as in {@code GET /v1/kv/a} */
  public CannedAgent answer(String request, int status, String body) {
    answers.put(
        request,
        status + " status\r\nX-Consul-Index: 7\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    return this;
  }

  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Each request so far: method, path with query and, after a space, the body if there was one. */
  public List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        serve(client);
      } catch (IOException _) {
        // The client went away, or this agent was closed, which the loop sees.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    String head = head(in);
    String line = head.substring(0, head.indexOf(" HTTP/1.1"));
    int length = contentLength(head);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? line : line + " " + body);
    String answer = answers.getOrDefault(line, "404 status\r\nContent-Length: 0\r\n\r\n");
    client.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0 || head.length() > MAX_HEAD) {
        throw new IOException("no request");
      }
      head.append((char) c);
    }
    return head.toString();
  }

  private static int contentLength(String head) {
    String name = "\r\nContent-Length: ";
    int at = head.indexOf(name);
    return at < 0
        ? 0
        : Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at + 2)));
  }

  @Override
  public void close() {
    try {
      socket.close();
      // The port is free only once the thread has left its accept.
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
