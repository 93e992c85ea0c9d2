package io.proconsul.chaos.check;

/**
 * One call of one client on one key.
 *
 * @param invoked nanoseconds of one monotonic clock, before anything was sent
 * @param returned after the answer was read; {@link #NEVER} when the outcome is unknown
 */
public record Operation(int client, Call call, Outcome outcome, long invoked, long returned) {
  public static final long NEVER = Long.MAX_VALUE;

  public Operation {
    if (returned < invoked) {
      throw new IllegalArgumentException("returned before it was invoked");
    }
    if (outcome instanceof Outcome.Unknown != (returned == NEVER)) {
      throw new IllegalArgumentException("an unknown outcome has no end, and only that has none");
    }
  }

  /** May have happened, may happen yet, or never. */
  public static Operation unknown(int client, Call call, long invoked) {
    return new Operation(client, call, Outcome.UNKNOWN, invoked, NEVER);
  }

  public boolean isUnknown() {
    return returned == NEVER;
  }

  /** As it is known before this moment: an answer that comes later is none yet. */
  Operation asOf(long moment) {
    return returned <= moment ? this : unknown(client, call, invoked);
  }

  public boolean isRead() {
    return call instanceof Call.Read;
  }

  /** Whether it cannot have changed anything, so that leaving it out cannot break a history. */
  boolean keepsState() {
    return isRead() || outcome instanceof Outcome.Refused;
  }
}
