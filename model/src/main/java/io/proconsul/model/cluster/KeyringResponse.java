package io.proconsul.model.cluster;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the members of one pool said to a keyring request.
 *
 * @param messages by node, where one had something to say
 * @param keys how many nodes have each key
 * @param primaryKeys how many nodes encrypt with each key
 * @param numNodes how many were asked
 * @param error empty when all went well
 */
public record KeyringResponse(
    boolean wan,
    String datacenter,
    String segment,
    Map<String, String> messages,
    Map<String, Integer> keys,
    Map<String, Integer> primaryKeys,
    int numNodes,
    String error) {
  public KeyringResponse {
    messages = new TreeMap<>(messages);
    keys = new TreeMap<>(keys);
    primaryKeys = new TreeMap<>(primaryKeys);
  }
}
