package io.proconsul.gossip.pool;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.KeyResponse;
import io.proconsul.gossip.serf.message.KeyAnswer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Gathers the answers to one query about keys; for one thread. */
final class KeyOperation {
  private final int nodes;
  private final Map<String, String> messages = new HashMap<>();
  private final Map<String, Integer> keys = new HashMap<>();
  private final Map<String, Integer> primaryKeys = new HashMap<>();
  private int responses;
  private int errors;

  /** @param nodes how many members are to answer */
  KeyOperation(int nodes) {
    this.nodes = nodes;
  }

  /** Whether all have answered. */
  boolean answered(String node, byte[] payload) {
    responses++;
    if (!KeyAnswer.claimed(payload)) {
      failed(node, "Invalid key query response type: " + Arrays.toString(payload));
      return responses == nodes;
    }
    try {
      count(node, KeyAnswer.read(payload));
    } catch (DecodeException _) {
      failed(node, "Failed to decode key query response: " + Arrays.toString(payload));
    }
    return responses == nodes;
  }

  private void count(String node, KeyAnswer answer) {
    if (!answer.result()) {
      failed(node, answer.message());
    } else if (!answer.message().isEmpty()) {
      messages.put(node, answer.message());
    }
    answer.keys().forEach(key -> keys.merge(key, 1, Integer::sum));
    if (!answer.primaryKey().isEmpty()) {
      primaryKeys.merge(answer.primaryKey(), 1, Integer::sum);
    }
  }

  private void failed(String node, String message) {
    messages.put(node, message);
    errors++;
  }

  KeyResponse response() {
    return new KeyResponse(
        messages, keys, primaryKeys, new KeyResponse.Counts(nodes, responses, errors));
  }
}
