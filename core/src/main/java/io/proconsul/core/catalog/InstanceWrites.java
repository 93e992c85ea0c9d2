package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;

/** Instances of services on a node. On the state machine's thread. */
final class InstanceWrites {
  private InstanceWrites() {}

  static void put(Tx tx, String node, ServiceInstance instance) {
    String nodeKey = Mark.lower(node);
    if (tx.nodes.get(Key.of(nodeKey)) == null) {
      throw new ConsulException.Refused("Missing node registration");
    }
    byte[] key = Key.of(nodeKey, instance.id());
    ServiceInstance before = tx.services.get(key);
    if (before != null && before.sameAs(instance)) {
      return;
    }
    long created = before == null ? tx.index() : before.createIndex();
    if (before != null && !before.service().equalsIgnoreCase(instance.service())) {
      forgetName(tx, nodeKey, before);
    }
    tx.services.put(key, instance.withIndexes(created, tx.index()));
    tx.servicesByName.put(
        Key.of(Mark.lower(instance.service()), nodeKey, instance.id()),
        new Tables.InstanceKey(nodeKey, instance.id()));
    touch(tx, node, instance);
  }

  static void remove(Tx tx, String node, String id) {
    String nodeKey = Mark.lower(node);
    ServiceInstance instance = tx.services.get(Key.of(nodeKey, id));
    if (instance == null) {
      return;
    }
    for (HealthCheck check : NodeWrites.checks(tx, node)) {
      if (check.serviceId().equals(id)) {
        CheckWrites.remove(tx, node, check.checkId());
      }
    }
    tx.services.remove(Key.of(nodeKey, id));
    forgetName(tx, nodeKey, instance);
    touch(tx, node, instance);
  }

  private static void forgetName(Tx tx, String nodeKey, ServiceInstance instance) {
    String service = Mark.lower(instance.service());
    tx.servicesByName.remove(Key.of(service, nodeKey, instance.id()));
    tx.touch(Mark.service(service));
    if (tx.servicesByName.view().firstWithPrefix(Key.prefix(service)) == null) {
      tx.touch(Mark.SERVICE_EXTINCTION);
    }
  }

  private static void touch(Tx tx, String node, ServiceInstance instance) {
    tx.touch(Mark.SERVICES);
    tx.touch(Mark.node(node));
    tx.touch(Mark.service(instance.service()));
  }
}
