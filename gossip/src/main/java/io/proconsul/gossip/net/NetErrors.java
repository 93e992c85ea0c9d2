package io.proconsul.gossip.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** The words that Go has for what a network says; Consul's users search for them. */
final class NetErrors {
  private NetErrors() {}

  /** Why no connection came about. */
  static String dialing(String to, IOException cause) {
    return "dial tcp " + to + ": "
        + switch (cause) {
          case SocketTimeoutException _ -> "i/o timeout";
          case ConnectException e when says(e, "timed out") -> "connect: connection timed out";
          case ConnectException e when says(e, "refused") -> "connect: connection refused";
          case NoRouteToHostException _ -> "connect: no route to host";
          case IOException e when says(e, "unreachable") -> "connect: network is unreachable";
          case IOException e -> "connect: " + text(e);
        };
  }

  /** Why a connection came to nothing. */
  static String talking(String to, boolean timedOut, IOException cause) {
    if (timedOut || cause instanceof SocketTimeoutException) {
      return "read tcp " + to + ": i/o timeout";
    }
    return switch (cause) {
      case EOFException e -> text(e);
      case IOException e
      when says(e, "reset") -> "read tcp " + to + ": read: connection reset by peer";
      case IOException e when says(e, "broken pipe") -> "write tcp " + to + ": write: broken pipe";
      case IOException e -> text(e);
    };
  }

  private static boolean says(IOException cause, String word) {
    return text(cause).toLowerCase(Locale.ROOT).contains(word);
  }

  private static String text(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
