package io.proconsul.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes still to be seen on a walk in key order. The stack lives on the heap: keys that nest
 * ten thousand deep are legal.
 */
final class Walk<V> {
  private Node<V>[] stack;
  private int size;

  @SuppressWarnings("unchecked") // the array is this object's own
  private Walk() {
    stack = (Node<V>[]) new Node<?>[16];
  }

  static <V> Walk<V> of(Node<V> top) {
    var walk = new Walk<V>();
    walk.push(top);
    return walk;
  }

  /** Starts at the first key that is not less than {@code from}. */
  static <V> Walk<V> from(Node<V> root, byte[] from) {
    var walk = new Walk<V>();
    var node = root;
    int depth = 0;
    while (true) {
      int to = Math.min(node.end, from.length);
      int order = Arrays.compareUnsigned(node.path, depth, to, from, depth, to);
      if (order > 0 || order == 0 && node.end >= from.length) {
        walk.push(node);
        return walk;
      }
      if (order < 0) {
        return walk;
      }
      int at = node.find(from[node.end]);
      walk.pushEdges(node, at < 0 ? -at - 1 : at + 1);
      if (at < 0) {
        return walk;
      }
      depth = node.end;
      node = node.edges[at];
    }
  }

  /** The next node in the order of the smallest key beneath it, children after their parent. */
  @Nullable
  Node<V> next() {
    if (size == 0) {
      return null;
    }
    var node = stack[--size];
    pushEdges(node, 0);
    return node;
  }

  /** Shows the leaves to the visitor until it or the prefix ends. */
  void visit(byte[] prefix, Visitor<? super V> visitor) {
    for (var node = next(); node != null; node = next()) {
      var leaf = node.leaf;
      if (leaf == null) {
        continue;
      }
      if (!node.isUnder(prefix) || !visitor.visit(leaf.key, leaf.value)) {
        return;
      }
    }
  }

  private void pushEdges(Node<V> node, int first) {
    for (int i = node.edges.length - 1; i >= first; i--) {
      push(node.edges[i]);
    }
  }

  private void push(Node<V> node) {
    if (size == stack.length) {
      stack = Arrays.copyOf(stack, size * 2);
    }
    stack[size++] = node;
  }
}
