package io.proconsul.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Accepts one connection, reads what comes at first, answers with a fixed text and closes. */
final class OneShotServer implements AutoCloseable {
  private final ServerSocket socket;
  private final CompletableFuture<String> received = new CompletableFuture<>();

  OneShotServer() {
    try {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  void answer(String text) {
    Thread thread = new Thread(() -> serve(text), "one-shot server");
    thread.setDaemon(true);
    thread.start();
  }

  /** What the client sent. */
  String received() {
    return received.join();
  }

  private void serve(String text) {
    try (Socket client = socket.accept()) {
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[16 * 1024];
      int length = in.read(buffer);
      String request = new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8);
      // Head and body may come apart.
      while (expectsMore(request)) {
        length = in.read(buffer);
        request += new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8);
      }
      received.complete(request);
      OutputStream out = client.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      client.shutdownOutput();
      while (in.read(buffer) > 0) {
        // Until the client closes: closing first would reset the connection.
      }
    } catch (IOException e) {
      received.completeExceptionally(e);
    }
  }

  private static boolean expectsMore(String request) {
    int head = request.indexOf("\r\n\r\n");
    int at = request.indexOf("Content-Length: ");
    if (!request.contains(" HTTP/1.1") || at < 0 || head < 0) {
      return false;
    }
    int length = Integer.parseInt(request.substring(at + 16, request.indexOf('\r', at)));
    return request.length() < head + 4 + length;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
