package io.proconsul.core.run;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Params;
import java.time.Duration;

/**
 * What every read takes: freshness and blocking.
 *
 * @param index block until the answer's index is above this; 0 does not block
 * @param maxWait how long at most; zero for the default
 */
public record ReadOptions(boolean stale, boolean consistent, long index, Duration maxWait) {
  /**
   * Reads {@code stale}, {@code consistent}, {@code index} and {@code wait}.
   *
   * @throws ConsulException.InvalidRequest with Consul's texts
   */
  public static ReadOptions parse(Params params) {
    boolean stale = params.has("stale") || maxStaleGiven(params);
    boolean consistent = params.has("consistent");
    if (params.has("cached") && consistent) {
      throw new ConsulException.InvalidRequest(
          "Cannot specify ?cached with ?consistent, conflicting semantics.");
    }
    if (stale && consistent) {
      throw new ConsulException.InvalidRequest(
          "Cannot specify ?stale with ?consistent, conflicting semantics.");
    }
    return new ReadOptions(stale, consistent, index(params), wait(params));
  }

  /** Whether a bound on staleness was given; this server is never further behind than its leader. */
  private static boolean maxStaleGiven(Params params) {
    String text = params.first("max_stale");
    if (text.isEmpty()) {
      return false;
    }
    try {
      return !GoDuration.parse(text).isZero();
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Invalid max_stale value \"" + text + "\"");
    }
  }

  private static Duration wait(Params params) {
    String text = params.first("wait");
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return GoDuration.parse(text);
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Invalid wait time");
    }
  }

  private static long index(Params params) {
    String text = params.first("index");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      if (text.startsWith("+")) {
        throw new NumberFormatException();
      }
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new ConsulException.InvalidRequest("Invalid index");
    }
  }
}
