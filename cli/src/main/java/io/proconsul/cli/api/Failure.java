package io.proconsul.cli.api;

import io.proconsul.client.ClientException;

/** Ends a command with a message on standard error and an exit status. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  public Failure(String message) {
    this(message, 1);
  }

  public Failure(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** A question to the agent. */
  public interface Question<T> {
    T ask() throws Failure;
  }

  /**
   * Asks, and puts {@code what} and a colon in front of the error when that fails.
   *
   * @throws Failure with the client's message
   */
  public static <T> T unless(String what, Question<T> question) throws Failure {
    try {
      return question.ask();
    } catch (ClientException e) {
      throw new Failure(what + ": " + e.getMessage());
    }
  }
}
