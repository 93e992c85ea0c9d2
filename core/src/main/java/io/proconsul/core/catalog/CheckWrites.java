package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.session.SessionWrites;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;

/** Checks of nodes and instances. On the state machine's thread. */
final class CheckWrites {
  private CheckWrites() {}

  /** Name and tags of the service are copied now and not followed later, as Consul does. */
  static void put(Tx tx, HealthCheck given) {
    String nodeKey = Mark.lower(given.node());
    HealthCheck check =
        given.status().isEmpty() ? given.withStatus(HealthCheck.CRITICAL, given.output()) : given;
    if (tx.nodes.get(Key.of(nodeKey)) == null) {
      throw new ConsulException.Refused("Missing node registration");
    }
    if (!check.serviceId().isEmpty()) {
      ServiceInstance instance = tx.services.get(Key.of(nodeKey, check.serviceId()));
      if (instance == null) {
        throw new ConsulException.Refused("Missing service registration");
      }
      check = check.withService(instance.id(), instance.service(), instance.tags());
    }
    byte[] key = Key.of(nodeKey, check.checkId());
    HealthCheck before = tx.checks.get(key);
    if (check.critical()) {
      SessionWrites.checkFailed(tx, check.node(), check.checkId());
    }
    if (check.sameAs(before)) {
      return;
    }
    long created = before == null ? tx.index() : before.createIndex();
    if (before != null && !before.serviceName().equalsIgnoreCase(check.serviceName())) {
      forgetService(tx, nodeKey, before);
    }
    tx.checks.put(key, check.withIndexes(created, tx.index()));
    if (!check.serviceName().isEmpty()) {
      tx.checksByService.put(
          Key.of(Mark.lower(check.serviceName()), nodeKey, check.checkId()),
          new Tables.CheckKey(nodeKey, check.checkId()));
    }
    touch(tx, check);
  }

  static void remove(Tx tx, String node, String checkId) {
    String nodeKey = Mark.lower(node);
    HealthCheck check = tx.checks.remove(Key.of(nodeKey, checkId));
    if (check == null) {
      return;
    }
    forgetService(tx, nodeKey, check);
    touch(tx, check);
    SessionWrites.checkFailed(tx, node, checkId);
  }

  private static void forgetService(Tx tx, String nodeKey, HealthCheck check) {
    if (!check.serviceName().isEmpty()) {
      String service = Mark.lower(check.serviceName());
      tx.checksByService.remove(Key.of(service, nodeKey, check.checkId()));
      tx.touch(Mark.serviceChecks(service));
    }
  }

  /** A node's own check decides on every instance of the node. */
  private static void touch(Tx tx, HealthCheck check) {
    tx.touch(Mark.CHECKS);
    tx.touch(Mark.node(check.node()));
    if (check.serviceId().isEmpty()) {
      for (ServiceInstance instance : NodeWrites.instances(tx, check.node())) {
        tx.touch(Mark.service(instance.service()));
      }
      return;
    }
    tx.touch(Mark.serviceChecks(check.serviceName()));
    ServiceInstance instance = tx.services.get(Key.of(Mark.lower(check.node()), check.serviceId()));
    tx.touch(Mark.service(instance == null ? check.serviceName() : instance.service()));
  }
}
