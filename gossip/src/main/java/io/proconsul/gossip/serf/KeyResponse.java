package io.proconsul.gossip.serf;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the members answered to a change or a listing of keys.
 *
 * @param messages by node, of those who have something to say
 * @param keys how many nodes hold a key, by its base64
 * @param primaryKeys how many nodes encrypt with a key, by its base64
 */
public record KeyResponse(
    Map<String, String> messages,
    Map<String, Integer> keys,
    Map<String, Integer> primaryKeys,
    Counts counts) {
  /** Members of the pool, answers, and answers that tell of an error. */
  public record Counts(int nodes, int responses, int errors) {}

  public KeyResponse {
    messages = Collections.unmodifiableMap(new TreeMap<>(messages));
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    primaryKeys = Collections.unmodifiableMap(new TreeMap<>(primaryKeys));
  }

  /** In Serf's words, unless every member answered that it succeeded. */
  public Optional<String> failure() {
    if (counts.errors != 0) {
      return Optional.of(counts.errors + "/" + counts.nodes + " nodes reported failure");
    }
    if (counts.responses != counts.nodes) {
      return Optional.of(counts.responses + "/" + counts.nodes + " nodes reported success");
    }
    return Optional.empty();
  }
}
