package io.proconsul.conformance.net;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, sent as it stands: the path's bytes and the headers' spelling and order are kept,
 * and nothing is added but {@code Host} and the body's length.
 *
 * @param timeout how long to wait for each read, up to several minutes for blocking queries
 * @param readFor how long to read an answer that does not end; null reads it to its end
 */
public record HttpRequest(
    String method,
    String path,
    Map<String, String> headers,
    byte @Nullable [] body,
    boolean chunked,
    Duration timeout,
    @Nullable Duration readFor) {

  public HttpRequest {
    headers = new LinkedHashMap<>(headers);
  }

  /** A request without a body. */
  public static HttpRequest of(
      String method, String path, Map<String, String> headers, Duration timeout) {
    return new HttpRequest(method, path, headers, null, false, timeout, null);
  }

  public HttpRequest withBody(byte[] bytes, boolean inChunks) {
    return new HttpRequest(method, path, headers, bytes, inChunks, timeout, readFor);
  }

  public HttpRequest readingFor(Duration time) {
    return new HttpRequest(method, path, headers, body, chunked, timeout, time);
  }

  boolean hasHeader(String name) {
    return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }
}
