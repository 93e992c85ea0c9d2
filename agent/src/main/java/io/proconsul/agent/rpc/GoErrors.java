package io.proconsul.agent.rpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Go's words for what goes wrong on the way to a server; people and scripts search for them. */
final class GoErrors {
  private GoErrors() {}

  /**
   * Why no connection came about.
   *
   * @param source our own address as Go gives it, {@code <nil>} when it was not chosen
   */
  static String dial(IOException problem, String source, Destination server) {
    String prefix = "dial tcp " + source + "->" + server.address() + ": ";
    return switch (problem) {
      case SocketTimeoutException _ -> prefix + "i/o timeout";
      case UnknownHostException _ -> "dial tcp: lookup " + server.host() + ": no such host";
      case NoRouteToHostException _ -> prefix + "connect: no route to host";
      case ConnectException e -> prefix + "connect: " + words(e);
      case SSLException e -> "tls: " + e.getMessage();
      case SocketException e -> prefix + words(e);
      case IOException e -> prefix + e.getMessage();
    };
  }

  private static String words(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    // The platform adds a class or a hint in parentheses to some.
    int hint = message.indexOf(" (");
    return hint < 0 ? message : message.substring(0, hint);
  }
}
