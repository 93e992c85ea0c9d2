package io.proconsul.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What may stand in the metadata of a node or a service. */
public final class MetaRules {
  private static final int MAX_PAIRS = 64;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 512;
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]+");

  private MetaRules() {}

  /** What is wrong, in Consul's words, which speak of node metadata for services too. */
  public static Optional<String> problem(Map<String, String> meta) {
    if (meta.size() > MAX_PAIRS) {
      return Optional.of(
          "Node metadata cannot contain more than " + MAX_PAIRS + " key/value pairs");
    }
    for (Map.Entry<String, String> pair : new TreeMap<>(meta).entrySet()) {
      Optional<String> problem = problem(pair.getKey(), pair.getValue());
      if (problem.isPresent()) {
        return problem.map(text -> "Couldn't load metadata pair ('" + pair.getKey() + "', '"
            + pair.getValue() + "'): " + text);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("Key cannot be blank");
    }
    if (!KEY.matcher(key).matches()) {
      return Optional.of("Key contains invalid characters");
    }
    if (key.length() > MAX_KEY) {
      return Optional.of("Key is too long (limit: " + MAX_KEY + " characters)");
    }
    if (value.length() > MAX_VALUE) {
      return Optional.of("Value is too long (limit: " + MAX_VALUE + " characters)");
    }
    return Optional.empty();
  }
}
