package io.proconsul.core.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a {@link Radix}, invisible until committed; to abandon them, drop this. Belongs to one
 * thread. Nodes made here are changed in place; all others are copied first and remembered, so that
 * {@link #fire} can wake their watchers once the caller has published the new tree.
 */
public final class Txn<V> {
  /** Bounded by the nodes of the tree and the writes of this transaction. */
  private final List<Watched<V>> replaced = new ArrayList<>();

  private Owner owner = new Owner();
  private Node<V> root;
  private int size;
  private @Nullable Radix<V> view;
  private boolean committed;

  Txn(Radix<V> base) {
    this.root = base.root;
    this.size = base.size();
    this.view = base;
  }

  public int size() {
    return size;
  }

  public @Nullable V get(byte[] key) {
    var leaf = root.leafOf(key);
    return leaf == null ? null : leaf.value;
  }

  /** The state so far, which later writes do not change. */
  public Radix<V> view() {
    if (view == null) {
      view = new Radix<>(root, size);
      // The nodes are shared from here on, so the next write must copy them.
      owner = new Owner();
    }
    return view;
  }

  public @Nullable V firstWithPrefix(byte[] prefix) {
    var node = root.descend(prefix);
    return node.isUnder(prefix) ? node.firstValue() : null;
  }

  /** Sees the writes so far; the visitor may write, but does not see that. */
  public void forEachWithPrefix(byte[] prefix, Visitor<? super V> visitor) {
    view().forEachWithPrefix(prefix, visitor);
  }

  /** Returns the value replaced. A put of an equal value fires watches as any other. */
  public @Nullable V put(byte[] key, V value) {
    var node = beginWrite();
    while (node.end < key.length) {
      int at = node.find(key[node.end]);
      if (at < 0) {
        node.add(new Node<>(owner, key, key.length, new Leaf<>(key, value)));
        size++;
        return null;
      }
      var child = own(node, at);
      if (key.length < child.end || !child.agrees(key, node.end)) {
        node.edges[at] = fork(child, node.end, new Leaf<>(key, value));
        size++;
        return null;
      }
      node = child;
    }
    var old = node.leaf;
    node.leaf = new Leaf<>(key, value);
    if (old == null) {
      size++;
      return null;
    }
    replaced.add(old);
    return old.value;
  }

  /** Returns the value removed. */
  public @Nullable V remove(byte[] key) {
    var leaf = root.leafOf(key);
    if (leaf == null) {
      checkOpen();
      return null;
    }
    var path = new Path(beginWrite());
    while (path.node.end < key.length) {
      path.step(path.node.find(key[path.node.end]));
    }
    replaced.add(leaf);
    path.node.leaf = null;
    size--;
    path.prune();
    return leaf.value;
  }

  /** Returns how many entries were removed. */
  public int removePrefix(byte[] prefix) {
    checkOpen();
    var top = root.descend(prefix);
    if (!top.isUnder(prefix)) {
      return 0;
    }
    int before = size;
    if (top == root) {
      if (size > 0) {
        beginWrite();
        forget(top);
        root = new Node<>(owner, root.path, 0, null);
      }
      return before - size;
    }
    var path = new Path(beginWrite());
    while (path.node.end < prefix.length) {
      int at = path.node.find(prefix[path.node.end]);
      if (path.node.edges[at] == top) {
        forget(top);
        path.cut(at);
        break;
      }
      path.step(at);
    }
    return before - size;
  }

  /** Removes everything, and wakes also those who wait for something to come into an empty tree. */
  void clear() {
    var top = root;
    beginWrite();
    forget(top);
    root = new Node<>(owner, root.path, 0, null);
  }

  /** Ends this transaction. Publish the result, then {@link #fire}. */
  public Radix<V> commit() {
    checkOpen();
    var result = view();
    committed = true;
    return result;
  }

  /** Runs the callbacks of all watches that this transaction concerns, on this thread. */
  public void fire() {
    if (!committed) {
      throw new IllegalStateException("fired before it was committed");
    }
    replaced.forEach(Watched::fire);
    replaced.clear();
  }

  private Node<V> beginWrite() {
    checkOpen();
    view = null;
    root = own(root);
    return root;
  }

  private void checkOpen() {
    if (committed) {
      throw new IllegalStateException("transaction is over");
    }
  }

  private Node<V> own(Node<V> parent, int at) {
    var child = own(parent.edges[at]);
    parent.edges[at] = child;
    return child;
  }

  private Node<V> own(Node<V> node) {
    if (node.owner == owner) {
      return node;
    }
    replaced.add(node);
    return node.copyFor(owner);
  }

  /**
   * The node at which a new leaf's key parts from a child's label, which starts at {@code from}.
   */
  private Node<V> fork(Node<V> child, int from, Leaf<V> leaf) {
    byte[] key = leaf.key;
    int end = from + 1;
    while (end < key.length && end < child.end && key[end] == child.path[end]) {
      end++;
    }
    var fork = new Node<>(owner, key, end, end == key.length ? leaf : null);
    fork.add(child);
    if (end < key.length) {
      fork.add(new Node<>(owner, key, key.length, leaf));
    }
    return fork;
  }

  /** Remembers all that a removed node holds, itself included. */
  private void forget(Node<V> top) {
    var walk = Walk.of(top);
    for (var node = walk.next(); node != null; node = walk.next()) {
      if (node.owner != owner) {
        replaced.add(node);
      }
      if (node.leaf != null) {
        replaced.add(node.leaf);
        size--;
      }
    }
  }

  /** The last three nodes of a way down through owned nodes: all that a removal can change. */
  private final class Path {
    private Node<V> node;
    private @Nullable Node<V> parent;
    private @Nullable Node<V> grandparent;
    private int nodeAt;
    private int parentAt;

    Path(Node<V> root) {
      this.node = root;
    }

    void step(int at) {
      grandparent = parent;
      parentAt = nodeAt;
      parent = node;
      nodeAt = at;
      node = own(parent, at);
    }

    /** Takes out the last node if it has become needless. */
    void prune() {
      if (parent == null || node.leaf != null || node.edges.length > 1) {
        return;
      }
      if (node.edges.length == 1) {
        parent.edges[nodeAt] = node.edges[0];
        return;
      }
      node = parent;
      parent = grandparent;
      int at = nodeAt;
      nodeAt = parentAt;
      cut(at);
    }

    /** Takes out an edge of the last node, and the node itself if it has become needless. */
    void cut(int at) {
      node.removeEdge(at);
      if (parent != null && node.leaf == null && node.edges.length == 1) {
        parent.edges[nodeAt] = node.edges[0];
      }
    }
  }

  /** May change the nodes that carry it; compared by identity. */
  static final class Owner {}
}
