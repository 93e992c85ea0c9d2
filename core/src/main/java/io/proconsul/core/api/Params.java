package io.proconsul.core.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string, in Go's reading: repeated names keep all their values. */
public final class Params {
  public static final Params NONE = new Params(Map.of());

  private final Map<String, List<String>> values;

  public Params(Map<String, List<String>> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /**
   * Reads {@code a=1&b=%20}.
   *
   * @throws ConsulException.InvalidRequest when an escape is malformed
   */
  public static Params parse(String rawQuery) {
    if (rawQuery.isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : rawQuery.split("&")) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      values
          .computeIfAbsent(PercentCoding.decodeQuery(name), _ -> new ArrayList<>(1))
          .add(PercentCoding.decodeQuery(value));
    }
    return new Params(values);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The first value; empty when absent. */
  public String first(String name) {
    List<String> all = values.get(name);
    return all == null ? "" : all.get(0);
  }

  public @Nullable String firstOrNull(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }

  public List<String> all(String name) {
    return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
  }

  /** As Go's {@code url.Values.Encode}: sorted by name. */
  public String encodeSorted() {
    StringBuilder out = new StringBuilder();
    new TreeMap<>(values).forEach((name, all) -> {
      for (String value : all) {
        if (!out.isEmpty()) {
          out.append('&');
        }
        out.append(encode(name)).append('=').append(encode(value));
      }
    });
    return out.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }
}
