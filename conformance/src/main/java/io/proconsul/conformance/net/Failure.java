package io.proconsul.conformance.net;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Why no answer came, in the words that scenarios were recorded with. */
public final class Failure {
  private Failure() {}

  public static String describe(Exception e) {
    String message = Objects.toString(e.getMessage(), "");
    return switch (e) {
      case SocketTimeoutException _ -> "TimeoutError: timed out";
      case ConnectException _ -> "ConnectionRefusedError: " + message;
      case SSLException _ -> "SSLError: " + message.replace('_', ' ');
      default -> e.getClass().getSimpleName() + ": " + message;
    };
  }
}
