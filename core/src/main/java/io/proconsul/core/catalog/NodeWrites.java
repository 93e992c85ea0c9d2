package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.coordinate.CoordinateWrites;
import io.proconsul.core.session.SessionWrites;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes of the catalog: written, renamed, removed. On the state machine's thread. */
public final class NodeWrites {
  private NodeWrites() {}

  /** A node id that is known under another name means that the node was renamed. */
  public static void put(Tx tx, Node node, boolean skipUpdate) {
    byte[] key = Key.of(Mark.lower(node.node()));
    Node before = tx.nodes.get(key);
    if (before != null && skipUpdate) {
      return;
    }
    refuseTakenName(tx, node, before);
    Node renamed = byId(tx, node.id());
    long created = before == null ? tx.index() : before.createIndex();
    if (renamed != null && !renamed.node().equalsIgnoreCase(node.node())) {
      remove(tx, renamed.node());
      created = renamed.createIndex();
    }
    Node fresh = node.withIndexes(created, tx.index());
    if (before != null && before.equals(fresh.withIndexes(created, before.modifyIndex()))) {
      return;
    }
    if (before != null && !before.id().equalsIgnoreCase(node.id())) {
      forgetId(tx, before);
    }
    CatalogIndexes.addNode(tx, fresh);
    touch(tx, node.node());
  }

  public static void remove(Tx tx, String name) {
    byte[] key = Key.of(Mark.lower(name));
    Node node = tx.nodes.get(key);
    if (node == null) {
      return;
    }
    for (ServiceInstance instance : instances(tx, name)) {
      InstanceWrites.remove(tx, name, instance.id());
    }
    for (HealthCheck check : checks(tx, name)) {
      CheckWrites.remove(tx, name, check.checkId());
    }
    SessionWrites.nodeGone(tx, name);
    CoordinateWrites.nodeGone(tx, name);
    tx.nodes.remove(key);
    forgetId(tx, node);
    tx.touch(Mark.NODES);
    // The mark goes with the node, else names that come and go would pile up for ever.
    tx.marks.remove(Mark.node(name));
  }

  /** A change of a node shows in every answer about it and about the services on it. */
  static void touch(Tx tx, String name) {
    tx.touch(Mark.NODES);
    tx.touch(Mark.node(name));
    instances(tx, name).forEach(instance -> InstanceWrites.touchNames(tx, instance));
  }

  static List<ServiceInstance> instances(Tx tx, String node) {
    List<ServiceInstance> found = new ArrayList<>();
    tx.services.forEachWithPrefix(Key.prefix(Mark.lower(node)), (_, instance) -> {
      found.add(instance);
      return true;
    });
    return found;
  }

  static List<HealthCheck> checks(Tx tx, String node) {
    List<HealthCheck> found = new ArrayList<>();
    tx.checks.forEachWithPrefix(Key.prefix(Mark.lower(node)), (_, check) -> {
      found.add(check);
      return true;
    });
    return found;
  }

  private static void forgetId(Tx tx, Node node) {
    if (!node.id().isEmpty()) {
      tx.nodesById.remove(Key.of(Mark.lower(node.id())));
    }
  }

  private static @Nullable Node byId(Tx tx, String id) {
    String name = id.isEmpty() ? null : tx.nodesById.get(Key.of(Mark.lower(id)));
    return name == null ? null : tx.nodes.get(Key.of(name));
  }

  /** A living node keeps its name: another id may take it only when the holder has failed. */
  private static void refuseTakenName(Tx tx, Node node, @Nullable Node holder) {
    if (holder == null
        || node.id().isEmpty()
        || holder.id().isEmpty()
        || holder.id().equalsIgnoreCase(node.id())) {
      return;
    }
    HealthCheck serf = tx.checks.get(Key.of(Mark.lower(node.node()), HealthCheck.SERF_HEALTH));
    if (serf == null || !serf.critical()) {
      throw new ConsulException.Refused(
          "Error while renaming Node ID: \"" + node.id() + "\": Node name "
              + node.node() + " is reserved by node " + holder.id() + " with name " + holder.node()
              + " (" + holder.address() + ")");
    }
  }
}
