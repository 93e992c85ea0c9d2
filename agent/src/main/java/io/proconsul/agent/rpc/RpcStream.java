package io.proconsul.agent.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * A connection given over to Raft or to a snapshot, behind its first byte: plain bytes both ways,
 * encrypted or not. Reads and writes block; one thread may read while another writes. Whoever
 * received it closes it.
 */
public final class RpcStream implements AutoCloseable {
  private final Socket raw;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param raw the TCP connection
   * @param socket the same, or TLS over it
   */
  RpcStream(Socket raw, Socket socket) throws IOException {
    this.raw = raw;
    this.socket = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  public InputStream in() {
    return in;
  }

  /** Not buffered: each write is sent at once. */
  public OutputStream out() {
    return out;
  }

  /** Bounds each read from now on; zero for no bound. */
  public void readTimeout(Duration timeout) throws IOException {
    socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
  }

  /** That was all that we send; the other end may still answer. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  public SocketAddress remoteAddress() {
    return raw.getRemoteSocketAddress();
  }

  /** Ends both directions at once, also what other threads are reading or writing. */
  @Override
  public void close() {
    try {
      // Never through TLS, whose farewell waits for a writer that may be stuck.
      raw.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
