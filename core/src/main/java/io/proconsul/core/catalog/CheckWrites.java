package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.session.SessionWrites;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;
import java.util.ArrayList;
import java.util.List;

/** Checks of nodes and instances. On the state machine's thread. */
public final class CheckWrites {
  private CheckWrites() {}

  public static void put(Tx tx, HealthCheck given) {
    String nodeKey = Mark.lower(given.node());
    if (tx.nodes.get(Key.of(nodeKey)) == null) {
      throw new ConsulException.Refused("Missing node registration");
    }
    if (given.checkId().isEmpty()) {
      throw new ConsulException.Refused(
          "failed health check lookup: index error: object is missing a value for this index");
    }
    HealthCheck check = complete(tx, nodeKey, given);
    byte[] key = Key.of(nodeKey, check.checkId());
    HealthCheck before = tx.checks.get(key);
    if (check.critical()) {
      SessionWrites.checkFailed(tx, check.node(), check.checkId());
    }
    if (check.sameAs(before)) {
      return;
    }
    long created = before == null ? tx.index() : before.createIndex();
    HealthCheck fresh = check.withIndexes(created, tx.index());
    if (before != null) {
      touch(tx, before);
      unlink(tx, nodeKey, before);
    }
    CatalogIndexes.addCheck(tx, fresh);
    touch(tx, fresh);
    if (before != null && !before.serviceName().isEmpty()) {
      forgetMark(tx, before.serviceName());
    }
  }

  public static void remove(Tx tx, String node, String checkId) {
    String nodeKey = Mark.lower(node);
    HealthCheck check = tx.checks.remove(Key.of(nodeKey, checkId));
    if (check == null) {
      return;
    }
    unlink(tx, nodeKey, check);
    touch(tx, check);
    if (!check.serviceName().isEmpty()) {
      forgetMark(tx, check.serviceName());
    }
    SessionWrites.checkFailed(tx, node, checkId);
  }

  /** The checks of an instance, or with an empty id those of the node itself. */
  static List<HealthCheck> ofInstance(Tx tx, String node, String instanceId) {
    List<HealthCheck> found = new ArrayList<>();
    tx.checksByInstance.forEachWithPrefix(
        Key.prefix(Mark.lower(node), instanceId), (_, check) -> found.add(check));
    return found;
  }

  /** Name and tags of the service are copied now and not followed later, as Consul does. */
  private static HealthCheck complete(Tx tx, String nodeKey, HealthCheck given) {
    HealthCheck check =
        given.status().isEmpty() ? given.withStatus(HealthCheck.CRITICAL, given.output()) : given;
    if (check.serviceId().isEmpty()) {
      return check;
    }
    ServiceInstance instance = tx.services.get(Key.of(nodeKey, check.serviceId()));
    if (instance == null) {
      throw new ConsulException.Refused(
          "Unknown service ID '" + check.serviceId() + "' for check ID '" + check.checkId() + "'");
    }
    return check.withService(instance.id(), instance.service(), instance.tags());
  }

  private static void unlink(Tx tx, String nodeKey, HealthCheck check) {
    tx.checksByInstance.remove(Key.of(nodeKey, check.serviceId(), check.checkId()));
    if (!check.serviceName().isEmpty()) {
      String service = Mark.lower(check.serviceName());
      tx.checksByService.remove(Key.of(service, nodeKey, check.checkId()));
    }
  }

  /** Where a service has no checks left, its mark goes too; the table's index stands in. */
  private static void forgetMark(Tx tx, String serviceName) {
    String service = Mark.lower(serviceName);
    if (tx.checksByService.firstWithPrefix(Key.prefix(service)) == null) {
      tx.marks.remove(Mark.serviceChecks(service));
    }
  }

  /** A node's own check decides on every instance of the node. */
  private static void touch(Tx tx, HealthCheck check) {
    tx.touch(Mark.CHECKS);
    tx.touch(Mark.node(check.node()));
    if (check.serviceId().isEmpty()) {
      NodeWrites.instances(tx, check.node())
          .forEach(instance -> InstanceWrites.touchNames(tx, instance));
      return;
    }
    if (!check.serviceName().isEmpty()) {
      tx.touch(Mark.serviceChecks(check.serviceName()));
    }
    ServiceInstance instance = tx.services.get(Key.of(Mark.lower(check.node()), check.serviceId()));
    if (instance != null) {
      InstanceWrites.touchNames(tx, instance);
    }
  }
}
