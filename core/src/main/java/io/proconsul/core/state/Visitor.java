package io.proconsul.core.state;

/** Sees the entries of a {@link Radix} in bytewise order, until it has seen enough. */
@FunctionalInterface
public interface Visitor<V> {
  /** Returns whether to go on. The key is the tree's own array: it must not be changed. */
  boolean visit(byte[] key, V value);
}
