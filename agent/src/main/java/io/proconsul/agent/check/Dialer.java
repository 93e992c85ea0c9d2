package io.proconsul.agent.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens connections and says in Go's words why it cannot. Names are looked up on a few threads of
 * its own, at most {@value #MAX_LOOKUPS}: the system's resolver cannot be interrupted. Any thread.
 */
final class Dialer implements AutoCloseable {
  static final int MAX_LOOKUPS = 32;

  private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
      0,
      MAX_LOOKUPS,
      10,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      Thread.ofPlatform().name("check-lookup-", 0).daemon().factory());

  /** {@code host:port}, taken apart. */
  record HostPort(String host, int port) {
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** Why there is no connection, as Go words it. */
  static final class DialException extends IOException {
    private static final long serialVersionUID = 1L;

    DialException(String message) {
      super(message);
    }
  }

  static HostPort parse(String network, String address) throws DialException {
    int colon = address.lastIndexOf(':');
    boolean bracketed = address.startsWith("[");
    if (colon < 0 || bracketed && address.indexOf(']') > colon) {
      throw new DialException(
          "dial " + network + ": address " + address + ": missing port in address");
    }
    String host = address.substring(0, colon);
    if (bracketed && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new DialException(
          "dial " + network + ": address " + address + ": too many colons in address");
    }
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      if (port >= 0 && port <= 65_535) {
        return new HostPort(host, port);
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new DialException(
        "dial " + network + ": address " + address.substring(colon + 1) + ": invalid port");
  }

  /** A TCP connection that the deadline closes. */
  Socket connect(HostPort target, Deadline deadline) throws IOException {
    InetSocketAddress address = resolve("tcp", target, deadline);
    Socket socket = deadline.guard(new Socket());
    String shown = show(address);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, deadline.millisLeft());
      return socket;
    } catch (IOException e) {
      Deadline.closeQuietly(socket);
      if (e instanceof SocketTimeoutException || deadline.expired()) {
        throw new SocketTimeoutException("dial tcp " + shown + ": i/o timeout");
      }
      throw new DialException("dial tcp " + shown + ": connect: " + reason(e));
    }
  }

  InetSocketAddress resolve(String network, HostPort target, Deadline deadline) throws IOException {
    String host = target.host().isEmpty() ? "127.0.0.1" : target.host();
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(host), target.port());
    } catch (IllegalArgumentException _) {
      return new InetSocketAddress(lookUp(network, host, deadline), target.port());
    }
  }

  private InetAddress lookUp(String network, String host, Deadline deadline) throws IOException {
    String what = "dial " + network + ": lookup " + host + ": ";
    try {
      Future<InetAddress> lookup = lookups.submit(() -> InetAddress.getByName(host));
      return lookup.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      boolean unknown = e.getCause() instanceof UnknownHostException;
      throw new DialException(what + (unknown ? "no such host" : String.valueOf(e.getCause())));
    } catch (TimeoutException _) {
      throw new SocketTimeoutException(what + "i/o timeout");
    } catch (RejectedExecutionException _) {
      throw new DialException(what + "too many look-ups are under way");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new DialException(what + "operation was canceled");
    }
  }

  static String show(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }

  /** The system's own words, which Go gives in small letters. */
  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof ConnectException && message.startsWith("Connection refused")) {
      return "connection refused";
    }
    if (e instanceof NoRouteToHostException) {
      return "no route to host";
    }
    if (message.startsWith("Connection reset")) {
      return "connection reset by peer";
    }
    return message.toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
