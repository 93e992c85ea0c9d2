package io.proconsul.client.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** An open connection. Classes for TLS and unix sockets are loaded only where they are needed. */
record Link(InputStream in, OutputStream out, Closeable owner) implements AutoCloseable {
  static Link open(Dial dial) throws IOException {
    Target target = dial.target();
    if (!target.socket().isEmpty()) {
      return UnixLink.open(target.socket());
    }
    Socket socket = connect(dial, target.host(), target.port());
    if (target.secure()) {
      return TlsLink.over(socket, dial);
    }
    return new Link(socket.getInputStream(), socket.getOutputStream(), socket);
  }

  /** Tries each address of the host; the first failure is the one that is told. */
  private static Socket connect(Dial dial, String host, int port) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host.isEmpty() ? "127.0.0.1" : host);
    } catch (UnknownHostException e) {
      throw new IOException("dial tcp: lookup " + host + ": no such host", e);
    }
    IOException failure = null;
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(
            new InetSocketAddress(address, port), (int) dial.connectTimeout().toMillis());
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = failure == null ? Failures.whileDialing(e, address, port) : failure;
      }
    }
    throw failure == null
        ? new IOException("dial tcp: lookup " + host + ": no such host")
        : failure;
  }

  @Override
  public void close() {
    try {
      owner.close();
    } catch (IOException _) {
      // The answer is read or lost already; how the connection ends changes nothing.
    }
  }
}
