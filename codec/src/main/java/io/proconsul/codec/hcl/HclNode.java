package io.proconsul.codec.hcl;

import java.util.List;

/** What the text says, before repeated keys become one. */
sealed interface HclNode {
  /** Where it begins, as {@code line:column}. */
  String position();

  record Literal(HclToken token) implements HclNode {
    @Override
    public String position() {
      return token.position();
    }
  }

  record ListOf(List<HclNode> nodes, String position) implements HclNode {}

  record Block(List<Item> items, String position) implements HclNode {}

  /** A key, for blocks with their labels, and what it is set to. */
  record Item(List<String> keys, HclNode node) {
    String key() {
      return keys.getFirst();
    }
  }
}
