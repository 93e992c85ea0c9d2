package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param error why no answer came; null when one did
 * @param seconds how long it took
 * @param parts what is compared, by the names that scenarios have for it
 * @param headers of an HTTP answer
 * @param data a body's bytes
 */
public record Outcome(
    @Nullable String error,
    double seconds,
    Map<String, Value> parts,
    Map<String, String> headers,
    byte[] data) {

  static Outcome done() {
    return new Outcome(null, 0, Map.of(), Map.of(), new byte[0]);
  }

  static Outcome failed(String error) {
    return new Outcome(error, 0, Map.of(), Map.of(), new byte[0]);
  }

  static Outcome of(double seconds, Map<String, Value> parts) {
    return new Outcome(null, seconds, parts, Map.of(), new byte[0]);
  }

  static Outcome json(Value json) {
    return of(0, Map.of("json", json));
  }

  Outcome tookSince(long startNanos) {
    return new Outcome(error, (System.nanoTime() - startNanos) / 1e9, parts, headers, data);
  }

  Outcome with(String part, @Nullable Value value) {
    if (value == null) {
      return this;
    }
    Map<String, Value> more = new LinkedHashMap<>(parts);
    more.put(part, value);
    return new Outcome(error, seconds, more, headers, data);
  }

  @Nullable
  Value part(String name) {
    return parts.get(name);
  }

  /** Null when the answer has no such header; names match without case. */
  @Nullable
  Value header(String name) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return new Value.Str(header.getValue());
      }
    }
    return null;
  }

  static Value text(byte[] bytes) {
    return new Value.Str(new String(bytes, StandardCharsets.UTF_8));
  }
}
