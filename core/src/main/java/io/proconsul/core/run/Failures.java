package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Response;

/** Turns expected failures into responses: the one place where they get status and text. */
final class Failures {
  private Failures() {}

  static Response response(ConsulException cause) {
    String message = cause.getMessage();
    return Response.text(cause.status(), message == null ? "" : message);
  }

  /** Puts an endpoint's words before the reason why the state refused. */
  static ConsulException prefixed(ConsulException cause, String prefix) {
    return cause instanceof ConsulException.Refused
        ? new ConsulException.Refused(prefix + cause.getMessage())
        : cause;
  }
}
