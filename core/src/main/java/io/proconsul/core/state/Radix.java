package io.proconsul.core.state;

import org.jspecify.annotations.Nullable;

/**
 * An immutable radix tree over byte keys in unsigned order; any thread may read it. Keys and
 * prefixes handed in are kept and must not be changed afterwards. A watch fires when its key, or a
 * key with its prefix, changes. It may also fire without such a change: where keys part or cease to
 * part within the prefix's last edge, and for an absent key when a neighbour beneath the deepest
 * node on the way to it changes. Whoever is woken reads again.
 */
public final class Radix<V> {
  private static final byte[] NO_BYTES = {};

  final Node<V> root;
  private final int size;

  Radix(Node<V> root, int size) {
    this.root = root;
    this.size = size;
  }

  public static <V> Radix<V> empty() {
    return new Radix<>(new Node<>(new Txn.Owner(), NO_BYTES, 0, null), 0);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public @Nullable V get(byte[] key) {
    var leaf = root.leafOf(key);
    return leaf == null ? null : leaf.value;
  }

  /** Records the watch of the entry, or of the deepest node on the way to where it would be. */
  public @Nullable V get(byte[] key, WatchSet watches) {
    var leaf = root.leafOf(key);
    if (leaf != null) {
      watches.add(leaf, root);
      return leaf.value;
    }
    watches.add(root.descend(key), root);
    return null;
  }

  public void forEach(Visitor<? super V> visitor) {
    Walk.of(root).visit(NO_BYTES, visitor);
  }

  /** Visits all and records the root's watch, which any change fires. */
  public void forEach(WatchSet watches, Visitor<? super V> visitor) {
    watches.add(root, root);
    forEach(visitor);
  }

  /** Visits the keys that are not less than {@code from}. */
  public void forEachFrom(byte[] from, Visitor<? super V> visitor) {
    Walk.from(root, from).visit(NO_BYTES, visitor);
  }

  public void forEachWithPrefix(byte[] prefix, Visitor<? super V> visitor) {
    var node = root.descend(prefix);
    if (node.isUnder(prefix)) {
      Walk.of(node).visit(NO_BYTES, visitor);
    }
  }

  /** Records the watch of the node that covers the prefix. */
  public void forEachWithPrefix(byte[] prefix, WatchSet watches, Visitor<? super V> visitor) {
    watches.add(root.descend(prefix), root);
    forEachWithPrefix(prefix, visitor);
  }

  /** Visits the keys with the prefix that are not less than {@code from}. */
  public void forEachWithPrefixFrom(byte[] prefix, byte[] from, Visitor<? super V> visitor) {
    var node = root.descend(prefix);
    if (node.isUnder(prefix)) {
      Walk.from(node, from).visit(NO_BYTES, visitor);
    }
  }

  /** Visits the entries whose keys are prefixes of this key, shortest first. */
  public void forEachOnPath(byte[] key, Visitor<? super V> visitor) {
    var node = root;
    while (true) {
      var leaf = node.leaf;
      if (leaf != null && !visitor.visit(leaf.key, leaf.value)) {
        return;
      }
      if (node.end == key.length) {
        return;
      }
      var child = node.child(key[node.end]);
      if (child == null || child.end > key.length || !child.agrees(key, node.end)) {
        return;
      }
      node = child;
    }
  }

  public @Nullable V firstWithPrefix(byte[] prefix) {
    var first = new Last<V>();
    forEachWithPrefix(prefix, (_, value) -> first.set(value, false));
    return first.value;
  }

  /** Records the watch of the node that covers the prefix. */
  public @Nullable V firstWithPrefix(byte[] prefix, WatchSet watches) {
    watches.add(root.descend(prefix), root);
    return firstWithPrefix(prefix);
  }

  /** The value of the longest key that is a prefix of this one. */
  public @Nullable V longestPrefix(byte[] key) {
    var longest = new Last<V>();
    forEachOnPath(key, (_, value) -> longest.set(value, true));
    return longest.value;
  }

  /** Records the watch of the node at which the way to the key ends, and of the entry found. */
  public @Nullable V longestPrefix(byte[] key, WatchSet watches) {
    watches.add(root.descend(key), root);
    var longest = new Last<byte[]>();
    forEachOnPath(key, (found, _) -> longest.set(found, true));
    return longest.value == null ? null : get(longest.value, watches);
  }

  /** Starts a transaction; this tree stays as it is. */
  public Txn<V> begin() {
    return new Txn<>(this);
  }

  /** What a visitor saw last. */
  private static final class Last<T> {
    private @Nullable T value;

    boolean set(T seen, boolean goOn) {
      value = seen;
      return goOn;
    }
  }
}
