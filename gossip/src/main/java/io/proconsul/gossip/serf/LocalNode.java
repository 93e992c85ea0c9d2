package io.proconsul.gossip.serf;

import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** This node as the pool knows it. Owned by {@link Serf}, once that has it. */
public final class LocalNode {
  private final String name;
  private final NodeAddress address;
  private Map<String, String> tags;
  private @Nullable Keyring keyring;

  /** @param keyring null when nothing is encrypted */
  public LocalNode(
      String name, NodeAddress address, Map<String, String> tags, @Nullable Keyring keyring) {
    this.name = name;
    this.address = address;
    this.tags = sorted(tags);
    this.keyring = keyring;
  }

  String name() {
    return name;
  }

  NodeAddress address() {
    return address;
  }

  Map<String, String> tags() {
    return tags;
  }

  void tags(Map<String, String> newTags) {
    tags = sorted(newTags);
  }

  @Nullable
  Keyring keyring() {
    return keyring;
  }

  void keyring(Keyring newKeyring) {
    keyring = newKeyring;
  }

  private static Map<String, String> sorted(Map<String, String> tags) {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
