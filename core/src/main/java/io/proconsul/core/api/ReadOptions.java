package io.proconsul.core.api;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every read takes: freshness and blocking.
 *
 * @param index block until the answer's index is above this; 0 does not block
 * @param maxWait how long at most; zero for the default
 * @param maxStale a stale answer from a server that heard of its leader longer ago is not good
 *     enough; zero for no bound
 * @param cached what the agent keeps up to date may answer, where the endpoint allows it
 * @param revalidate but not without asking again
 * @param filter the {@code ?filter=} expression, which whoever answers applies; empty for none
 */
public record ReadOptions(
    boolean stale,
    boolean consistent,
    long index,
    Duration maxWait,
    Duration maxStale,
    boolean cached,
    boolean revalidate,
    String filter) {

  /**
   * Reads the parameters of a request, and the {@code Cache-Control} that goes with {@code cached}.
   *
   * @throws ConsulException.InvalidRequest with Consul's texts
   */
  public static ReadOptions parse(Request request) {
    Params params = request.params();
    boolean revalidate = mustRevalidate(request.header("Cache-Control"));
    ReadOptions plain = parse(params);
    return new ReadOptions(
        plain.stale,
        plain.consistent,
        plain.index,
        plain.maxWait,
        plain.maxStale,
        params.has("cached"),
        revalidate,
        plain.filter);
  }

  /**
   * Reads {@code stale}, {@code consistent}, {@code index} and {@code wait}.
   *
   * @throws ConsulException.InvalidRequest with Consul's texts
   */
  public static ReadOptions parse(Params params) {
    long index = index(params);
    Duration wait = wait(params);
    Duration maxStale = maxStale(params);
    boolean stale = params.has("stale") || !maxStale.isZero();
    boolean consistent = params.has("consistent");
    if (params.has("cached") && consistent) {
      throw new ConsulException.InvalidRequest(
          "Cannot specify ?cached with ?consistent, conflicting semantics.");
    }
    if (stale && consistent) {
      throw new ConsulException.InvalidRequest(
          "Cannot specify ?stale with ?consistent, conflicting semantics.");
    }
    return new ReadOptions(
        stale, consistent, index, wait, maxStale, false, false, params.first("filter"));
  }

  /** The same without a wait, for questions that are answered at once. */
  public ReadOptions atOnce() {
    return new ReadOptions(stale, consistent, 0, maxWait, maxStale, cached, revalidate, filter);
  }

  /** The same, from the leader. */
  public ReadOptions fresh() {
    return new ReadOptions(false, consistent, index, maxWait, maxStale, cached, revalidate, filter);
  }

  /** The same from any server, if it heard of its leader within {@code bound}. */
  public ReadOptions staleWithin(Duration bound) {
    return new ReadOptions(true, consistent, index, maxWait, bound, cached, revalidate, filter);
  }

  /** Whether an answer is older than this read allows. */
  public boolean isTooStale(Duration lastContact) {
    return maxStale.isPositive() && lastContact.compareTo(maxStale) > 0;
  }

  /** Whether what the agent has kept is not good enough: {@code must-revalidate}, or no age. */
  private static boolean mustRevalidate(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return false;
    }
    boolean revalidate = false;
    for (String directive : cacheControl.toLowerCase(Locale.ROOT).split(",")) {
      String[] pair = directive.strip().split("=", 2);
      String value = pair.length == 2 ? pair[1] : "";
      switch (pair[0]) {
        case "must-revalidate" -> revalidate = true;
        case "max-age" -> revalidate |= seconds(value) == 0;
        case "stale-if-error" -> seconds(value);
        default -> {}
      }
    }
    return revalidate;
  }

  private static long seconds(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw new ConsulException.InvalidRequest("Invalid Cache-Control header.");
    }
  }

  private static Duration maxStale(Params params) {
    String text = params.first("max_stale");
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return GoDuration.parse(text);
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
