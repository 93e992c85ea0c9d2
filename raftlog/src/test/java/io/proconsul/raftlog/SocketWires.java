package io.proconsul.raftlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Connections over loopback sockets; the address of a node id may change at any time. */
public final class SocketWires implements AutoCloseable, Dialer {
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final ServerSocket server;

  /** @param port 0 for any */
  public SocketWires(int port) throws IOException {
    server = new ServerSocket(port, 64, InetAddress.getLoopbackAddress());
  }

  public int port() {
    return server.getLocalPort();
  }

  /** From now on this node is dialled at this port. */
  public void address(String nodeId, int port) {
    ports.put(nodeId, port);
  }

  public void listen(Consumer<Wire> accept) {
    Thread.ofVirtual().start(() -> {
      try {
        while (true) {
          accept.accept(new SocketWire(server.accept()));
        }
      } catch (IOException _) {
        // Closed.
      }
    });
  }

  @Override
  public Wire dial(String nodeId) throws IOException {
    var port = ports.get(nodeId);
    if (port == null) {
      throw new IOException("unknown: " + nodeId);
    }
    var socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
    return new SocketWire(socket);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static final class SocketWire implements Wire {
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    SocketWire(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      this.socket = socket;
      this.input = socket.getInputStream();
      this.output = socket.getOutputStream();
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public String description() {
      return String.valueOf(socket.getRemoteSocketAddress());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
