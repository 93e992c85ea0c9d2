package io.proconsul.conformance.agent;

import java.io.IOException;

/** An agent that did not come up; the message ends with what it printed last. */
public final class StartFailure extends IOException {
  private static final long serialVersionUID = 1L;

  public StartFailure(String message) {
    super(message);
  }
}
