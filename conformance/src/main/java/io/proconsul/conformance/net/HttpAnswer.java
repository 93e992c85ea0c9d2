package io.proconsul.conformance.net;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as it came: no redirect followed, nothing decoded but the chunks. Headers keep their
 * spelling; values of a repeated one are joined with a comma.
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
  public HttpAnswer {
    headers = new LinkedHashMap<>(headers);
  }

  /** The empty string when the header is absent. */
  public String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
