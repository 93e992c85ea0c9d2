package io.proconsul.agent.rpc.yamux;

/** The peer did what it must not; its connection ends. The message says what. */
public final class YamuxException extends Exception {
  private static final long serialVersionUID = 1;

  public YamuxException(String message) {
    super(message, null, false, false);
  }
}
