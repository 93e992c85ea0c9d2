package io.proconsul.agent.rpc;

import io.proconsul.agent.tls.RpcTls;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Makes connections to servers, with TLS where both sides want it. Any thread; blocks. */
final class Dialer implements AutoCloseable {
  /** Consul's, here for the handshake as well. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<RpcTls> tls;
  private final Timer timer;
  private final @Nullable InetAddress source;
  private final Set<Socket> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** @param source our address for these connections; null for any */
  Dialer(Supplier<RpcTls> tls, Timer timer, @Nullable InetAddress source) {
    this.tls = tls;
    this.timer = timer;
    this.source = source;
  }

  /**
   * A connection.
   *
   * @param raw the TCP connection
   * @param socket the same, or TLS over it
   */
  record Dialed(Socket raw, Socket socket) {}

  /**
   * Connects and says what the connection is for.
   *
   * @throws IOException with Go's words
   */
  Dialed dial(Destination server, RpcType type) throws IOException {
    Socket raw = new Socket();
    attempts.add(raw);
    AtomicBoolean late = new AtomicBoolean();
    Cancellation deadline = timer.after(TIMEOUT, () -> {
      late.set(true);
      close(raw);
    });
    try {
      if (closed) {
        throw new SocketException("the agent is shutting down");
      }
      Socket socket = connect(raw, server);
      socket.getOutputStream().write(type.code);
      return new Dialed(raw, socket);
    } catch (IOException e) {
      close(raw);
      IOException cause = late.get() ? new SocketTimeoutException() : e;
      throw new IOException(GoErrors.dial(cause, sourceText(), server), e);
    } finally {
      attempts.remove(raw);
      deadline.cancel();
    }
  }

  private Socket connect(Socket raw, Destination server) throws IOException {
    InetAddress host = InetAddress.getByName(server.host());
    raw.setTcpNoDelay(true);
    raw.setKeepAlive(true);
    if (source != null) {
      raw.bind(new InetSocketAddress(source, 0));
    }
    raw.connect(new InetSocketAddress(host, server.port()), Math.toIntExact(TIMEOUT.toMillis()));
    RpcTls current = tls.get();
    if (!server.useTls() || !current.calls()) {
      return raw;
    }
    raw.getOutputStream().write(RpcType.TLS.code);
    SSLSocket socket = current.call(raw, server.host(), server.datacenter());
    socket.startHandshake();
    return socket;
  }

  private String sourceText() {
    return source == null ? "<nil>" : source.getHostAddress() + ":0";
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  /** Gives up the attempts that are under way. */
  @Override
  public void close() {
    closed = true;
    attempts.forEach(Dialer::close);
  }
}
