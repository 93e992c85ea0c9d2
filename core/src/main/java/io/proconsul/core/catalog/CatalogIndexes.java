package io.proconsul.core.catalog;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;

/**
 * Puts catalog records into their tables and into those that follow from them, and touches nothing:
 * for writes, and for what comes from a snapshot.
 */
public final class CatalogIndexes {
  private CatalogIndexes() {}

  public static void addNode(Tx tx, Node node) {
    String key = Mark.lower(node.node());
    tx.nodes.put(Key.of(key), node);
    if (!node.id().isEmpty()) {
      tx.nodesById.put(Key.of(Mark.lower(node.id())), key);
    }
  }

  /** @param nodeKey the node's name in lower case */
  public static void addInstance(Tx tx, String nodeKey, ServiceInstance instance) {
    var at = new Tables.InstanceKey(nodeKey, instance.id());
    tx.services.put(Key.of(nodeKey, instance.id()), instance);
    tx.servicesByName.put(Key.of(Mark.lower(instance.service()), nodeKey, instance.id()), at);
    if (instance.inMesh()) {
      tx.meshByName.put(Key.of(Mark.lower(instance.meshName()), nodeKey, instance.id()), at);
    }
  }

  public static void addCheck(Tx tx, HealthCheck check) {
    String nodeKey = Mark.lower(check.node());
    tx.checks.put(Key.of(nodeKey, check.checkId()), check);
    tx.checksByInstance.put(Key.of(nodeKey, check.serviceId(), check.checkId()), check);
    if (!check.serviceName().isEmpty()) {
      tx.checksByService.put(
          Key.of(Mark.lower(check.serviceName()), nodeKey, check.checkId()),
          new Tables.CheckKey(nodeKey, check.checkId()));
    }
  }
}
