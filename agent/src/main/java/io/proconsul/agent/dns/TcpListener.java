package io.proconsul.agent.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DNS over TCP: a virtual thread for each connection, which answers its queries one after another.
 * Connections are bounded: when there are too many, the one that did least lately goes.
 */
final class TcpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
  private static final int MAX_CONNECTIONS = 1_024;
  private static final int BACKLOG = 512;

  private final ServerSocket server;
  private final Supplier<Answerer> answerers;
  private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  private TcpListener(ServerSocket server, Supplier<Answerer> answerers) {
    this.server = server;
    this.answerers = answerers;
    this.thread =
        Thread.ofVirtual().name("dns-tcp-" + server.getLocalPort()).unstarted(this::accept);
  }

  static TcpListener start(InetSocketAddress address, Supplier<Answerer> answerers)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    TcpListener listener = new TcpListener(server, answerers);
    listener.thread.start();
    return listener;
  }

  int port() {
    return server.getLocalPort();
  }

  /** A message with its length before it (RFC 1035, 4.2.2). */
  static byte[] framed(byte[] message, int length) {
    byte[] frame = new byte[length + 2];
    frame[0] = (byte) (length >> 8);
    frame[1] = (byte) length;
    System.arraycopy(message, 0, frame, 2, length);
    return frame;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        serve(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.debug("DNS over TCP: {}", e.toString());
        }
      }
    }
  }

  private void serve(Socket socket) {
    if (connections.size() >= MAX_CONNECTIONS) {
      connections.stream()
          .min(Comparator.comparingLong(TcpConnection::lastActive))
          .ifPresent(TcpConnection::close);
    }
    TcpConnection connection = new TcpConnection(socket, answerers.get());
    connections.add(connection);
    Thread.ofVirtual().name("dns-tcp-connection").start(() -> {
      try (connection) {
        connection.serve();
      } catch (IOException e) {
        LOG.debug("DNS over TCP: {}", e.toString());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("DNS over TCP: a query could not be answered", e);
      } finally {
        connections.remove(connection);
      }
    });
  }

  @Override
  public void close() throws IOException {
    server.close();
    connections.forEach(TcpConnection::close);
  }
}
