package io.proconsul.cli.flag;

/** Flags that cannot be read; the message is Go's. */
public final class InvalidFlag extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidFlag(String message) {
    super(message, null, false, false);
  }
}
