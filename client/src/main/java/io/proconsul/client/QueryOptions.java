package io.proconsul.client;

import java.time.Duration;

/**
 * How a read is answered.
 *
 * @param index wait until the result's index is beyond this one; 0 answers at once
 * @param maxWait how long to wait at most; zero leaves it to the agent, which waits 5 minutes
 * @param filter an expression that rows must match; empty for all
 */
public record QueryOptions(Consistency consistency, long index, Duration maxWait, String filter) {
  /** Who may answer. */
  public enum Consistency {
    DEFAULT,
    /** Any server, at once. */
    STALE,
    /** The leader, after it made sure that it still is. */
    CONSISTENT
  }

  public static final QueryOptions DEFAULT =
      new QueryOptions(Consistency.DEFAULT, 0, Duration.ZERO, "");

  /** {@code stale} or default reads. */
  public static QueryOptions stale(boolean stale) {
    return stale ? new QueryOptions(Consistency.STALE, 0, Duration.ZERO, "") : DEFAULT;
  }

  public QueryOptions after(long newIndex) {
    return new QueryOptions(consistency, newIndex, maxWait, filter);
  }

  public QueryOptions filter(String expression) {
    return new QueryOptions(consistency, index, maxWait, expression);
  }

  void addTo(Call call) {
    switch (consistency) {
      case DEFAULT -> {}
      case STALE -> call.with("stale", "");
      case CONSISTENT -> call.with("consistent", "");
    }
    if (index != 0) {
      call.with("index", Long.toUnsignedString(index));
    }
    if (!maxWait.isZero()) {
      call.with("wait", maxWait.toMillis() + "ms");
    }
    call.withUnlessEmpty("filter", filter);
  }
}
