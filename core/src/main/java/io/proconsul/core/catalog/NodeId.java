package io.proconsul.core.catalog;

import java.util.Optional;

/** Ids of nodes: UUIDs, or none. */
public final class NodeId {
  private static final int LENGTH = 36;

  private NodeId() {}

  /** What is wrong with an id, in the words of Consul's UUID library. */
  public static Optional<String> problem(String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (id.length() != LENGTH) {
      return Optional.of("uuid string is wrong length");
    }
    for (int i = 0; i < LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash != (id.charAt(i) == '-')) {
        return Optional.of("uuid is improperly formatted");
      }
    }
    return id.chars()
        .filter(c -> c != '-' && Character.digit(c, 16) < 0)
        .mapToObj(c -> String.format("encoding/hex: invalid byte: U+%04X '%c'", c, c))
        .findFirst();
  }
}
