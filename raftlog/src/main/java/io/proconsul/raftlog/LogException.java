package io.proconsul.raftlog;

import org.jspecify.annotations.Nullable;

/** Why a log refused or lost something; the message is fit for an operator. */
public final class LogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller can do about it. */
  public enum Reason {
    /** The outcome is unknown: the command may or may not take effect. */
    FAILED,
    /** Nothing happened: another server leads, or none does. */
    NOT_LEADER,
    /** Nothing happened, and trying again will not help; the message says what is wrong. */
    REFUSED,
    /** Nothing happened: too much is in flight. Try again later. */
    BUSY,
    /** The log was closed; what was in flight may or may not take effect at the next start. */
    CLOSED,
    /**
     * The disk is full, and the log takes no writes until there is room, or it failed, and the log
     * has to be started again; the message says which. What was in flight may yet take effect.
     */
    DISK,
    /** At start: another process holds the folder. */
    LOCKED,
    /** At start: the files on disk are damaged; the message names them and says what to do. */
    CORRUPT
  }

  private final Reason reason;
  private final String message;

  public LogException(Reason reason, String message) {
    this(reason, message, null);
  }

  public LogException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.message = message;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The same answer for one more caller, whose stack trace is its own. */
  public LogException again() {
    return new LogException(reason, message, this);
  }
}
