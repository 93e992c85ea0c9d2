package io.proconsul.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each connection on loopback with the same bytes and keeps what was asked. */
final class TestingServer implements AutoCloseable {
  /** Talks to one client; the connection is closed afterwards. */
  interface Talk {
    void with(InputStream in, OutputStream out) throws IOException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final Talk talk;

  TestingServer(Talk talk) throws IOException {
    this.talk = talk;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** Reads a request's head, and answers. */
  static TestingServer answering(String... answers) throws IOException {
    TestingServer[] self = new TestingServer[1];
    self[0] = new TestingServer((in, out) -> {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      int number = self[0].requests.size();
      self[0].requests.add(head.toString());
      String answer = answers[Math.min(number, answers.length - 1)];
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      out.flush();
    });
    return self[0];
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    while (true) {
      try (Socket client = socket.accept()) {
        talk.with(client.getInputStream(), client.getOutputStream());
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
