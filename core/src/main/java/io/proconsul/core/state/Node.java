package io.proconsul.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place where keys part or end. Its label is not copied: the first {@code end} bytes of
 * {@code path}, which is some key beneath it, lead here from the root. Only the transaction that is
 * its owner may change it; once that has committed nobody may.
 */
final class Node<V> extends Watched<V> {
  private static final byte[] NO_LABELS = {};
  private static final Node<?>[] NO_EDGES = {};

  final Txn.Owner owner;
  final byte[] path;
  final int end;

  @Nullable
  Leaf<V> leaf;

  /** The edges' first bytes with the top bit flipped: signed order is then unsigned order. */
  byte[] labels;

  Node<V>[] edges;

  @SuppressWarnings("unchecked") // an empty array holds no node of any type
  Node(Txn.Owner owner, byte[] path, int end, @Nullable Leaf<V> leaf) {
    this.owner = owner;
    this.path = path;
    this.end = end;
    this.leaf = leaf;
    this.labels = NO_LABELS;
    this.edges = (Node<V>[]) NO_EDGES;
  }

  /** A copy for another owner, with a watch of its own. */
  Node<V> copyFor(Txn.Owner newOwner) {
    var copy = new Node<>(newOwner, path, end, leaf);
    copy.labels = labels;
    copy.edges = edges.length == 0 ? edges : edges.clone();
    return copy;
  }

  /** The index of the edge that starts with this byte, or {@code -insertion point - 1}. */
  int find(byte first) {
    return Arrays.binarySearch(labels, (byte) (first ^ 0x80));
  }

  @Nullable
  Node<V> child(byte first) {
    int at = find(first);
    return at < 0 ? null : edges[at];
  }

  /** Whether the label, which starts at {@code from}, agrees with the key as far as both go. */
  boolean agrees(byte[] key, int from) {
    int to = Math.min(end, key.length);
    return Arrays.equals(path, from, to, key, from, to);
  }

  /** Whether all keys beneath start with the prefix. */
  boolean isUnder(byte[] prefix) {
    return end >= prefix.length && agrees(prefix, 0);
  }

  /**
   * The node at which the way to a key ends: beyond it, or within its label, the key would begin to
   * differ. All that exists with the key as prefix is beneath it, and whatever is added there
   * replaces it.
   */
  Node<V> descend(byte[] key) {
    var node = this;
    while (node.end < key.length) {
      var child = node.child(key[node.end]);
      if (child == null) {
        return node;
      }
      if (!child.agrees(key, node.end)) {
        return child;
      }
      node = child;
    }
    return node;
  }

  /** The value of the least key beneath. */
  @Nullable
  V firstValue() {
    var node = this;
    while (node.leaf == null) {
      if (node.edges.length == 0) {
        return null;
      }
      node = node.edges[0];
    }
    return node.leaf.value;
  }

  @Nullable
  Leaf<V> leafOf(byte[] key) {
    var node = this;
    while (node.end < key.length) {
      var child = node.child(key[node.end]);
      if (child == null || child.end > key.length || !child.agrees(key, node.end)) {
        return null;
      }
      node = child;
    }
    return node.leaf;
  }

  /** Adds a child whose first byte, given this node's depth, is not among the labels. */
  void add(Node<V> child) {
    byte first = child.path[end];
    int at = -find(first) - 1;
    var moreLabels = new byte[labels.length + 1];
    System.arraycopy(labels, 0, moreLabels, 0, at);
    moreLabels[at] = (byte) (first ^ 0x80);
    System.arraycopy(labels, at, moreLabels, at + 1, labels.length - at);
    var moreEdges = Arrays.copyOf(edges, edges.length + 1);
    System.arraycopy(edges, at, moreEdges, at + 1, edges.length - at);
    moreEdges[at] = child;
    labels = moreLabels;
    edges = moreEdges;
  }

  void removeEdge(int at) {
    var fewerLabels = Arrays.copyOf(labels, labels.length - 1);
    System.arraycopy(labels, at + 1, fewerLabels, at, fewerLabels.length - at);
    var fewerEdges = Arrays.copyOf(edges, edges.length - 1);
    System.arraycopy(edges, at + 1, fewerEdges, at, fewerEdges.length - at);
    labels = fewerLabels;
    edges = fewerEdges;
  }
}
