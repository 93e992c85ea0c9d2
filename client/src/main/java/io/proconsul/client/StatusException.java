package io.proconsul.client;

/** The agent answered, but not with success. */
public final class StatusException extends ClientException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;

  /** @param body the answer's text, without space around it */
  public StatusException(int status, String body) {
    super("Unexpected response code: " + status + " (" + body + ")");
    this.status = status;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public String body() {
    return body;
  }
}
