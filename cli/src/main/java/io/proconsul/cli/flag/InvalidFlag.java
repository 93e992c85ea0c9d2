package io.proconsul.cli.flag;

/** Flags that cannot be read; the message is Go's. */
public final class InvalidFlag extends Exception {
  private static final long serialVersionUID = 1L;

  /** Not a mistake: help was asked for in a way that only the flags' reader sees. */
  static final String HELP = "flag: help requested";

  public InvalidFlag(String message) {
    super(message, null, false, false);
  }

  /** Nothing is wrong with the flags; the user asked for them. */
  public boolean isHelp() {
    return HELP.equals(getMessage());
  }
}
