package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.RpcType;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
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
      throw new IOException(words(cause, sourceText(), server), e);
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

  /**
   * Why no connection came about, in Go's words: people and scripts search for them.
   *
   * @param source our own address as Go gives it, {@code <nil>} when it was not chosen
   */
  private static String words(IOException problem, String source, Destination server) {
    String prefix = "dial tcp " + source + "->" + server.address() + ": ";
    return switch (problem) {
      case SocketTimeoutException _ -> prefix + "i/o timeout";
      case UnknownHostException _ -> "dial tcp: lookup " + server.host() + ": no such host";
      case NoRouteToHostException _ -> prefix + "connect: no route to host";
      case ConnectException e -> prefix + "connect: " + lower(e);
      case SSLException e -> "tls: " + e.getMessage();
      case SocketException e -> prefix + lower(e);
      case IOException e -> prefix + e.getMessage();
    };
  }

  private static String lower(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    // The platform adds a class or a hint in parentheses to some.
    int hint = message.indexOf(" (");
    return hint < 0 ? message : message.substring(0, hint);
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
