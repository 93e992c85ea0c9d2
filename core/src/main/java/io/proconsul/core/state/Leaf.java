package io.proconsul.core.state;

/** An entry. It outlives copies of its node, so that only a change of its own key wakes it. */
final class Leaf<V> extends Watched<V> {
  final byte[] key;
  final V value;

  Leaf(byte[] key, V value) {
    this.key = key;
    this.value = value;
  }
}
