package io.proconsul.client.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** Says what went wrong on a connection in the words of Go's {@code net} package. */
final class Failures {
  private Failures() {}

  static IOException whileDialing(IOException e, InetAddress address, int port) {
    String host = address.getHostAddress();
    String name = (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
    String reason = e instanceof SocketTimeoutException ? "i/o timeout" : "connect: " + reason(e);
    return new IOException("dial tcp " + name + ": " + reason, e);
  }

  static IOException whileTalking(IOException e) {
    if (e instanceof EOFException) {
      return e;
    }
    String reason = reason(e);
    return switch (reason) {
      case "connection reset by peer" -> new IOException("read: " + reason, e);
      case "broken pipe" -> new IOException("write: " + reason, e);
      default -> e;
    };
  }

  /** The system's words, which Java puts in capitals and sometimes leaves out. */
  static String reason(Exception e) {
    String text = String.valueOf(e.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    for (String known : new String[] {
      "connection refused",
      "no such file or directory",
      "permission denied",
      "no route to host",
      "network is unreachable",
      "connection reset",
      "broken pipe",
      "timed out",
    }) {
      if (lower.contains(known)) {
        return known.equals("connection reset") ? "connection reset by peer" : known;
      }
    }
    return text;
  }
}
