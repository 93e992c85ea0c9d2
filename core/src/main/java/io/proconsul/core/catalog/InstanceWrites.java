package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.MetaRules;
import io.proconsul.model.ServiceInstance;
import org.jspecify.annotations.Nullable;

/** Instances of services on a node. On the state machine's thread. */
public final class InstanceWrites {
  private InstanceWrites() {}

  public static void put(Tx tx, String node, ServiceInstance given) {
    String nodeKey = Mark.lower(node);
    if (tx.nodes.get(Key.of(nodeKey)) == null) {
      throw new ConsulException.Refused("Missing node registration");
    }
    MetaRules.problem(given.meta()).ifPresent(problem -> {
      throw new ConsulException.Refused("Invalid Service Meta for node " + node + " and serviceID "
          + given.id() + ": " + problem);
    });
    byte[] key = Key.of(nodeKey, given.id());
    ServiceInstance before = tx.services.get(key);
    ServiceInstance instance = VirtualIps.assign(tx, given);
    if (before != null && before.sameAs(instance)) {
      return;
    }
    long created = before == null ? tx.index() : before.createIndex();
    ServiceInstance fresh = instance.withIndexes(created, tx.index());
    if (before != null) {
      touch(tx, node, before);
      forgetNames(tx, nodeKey, before, fresh);
    }
    CatalogIndexes.addInstance(tx, nodeKey, fresh);
    touch(tx, node, fresh);
  }

  public static void remove(Tx tx, String node, String id) {
    String nodeKey = Mark.lower(node);
    ServiceInstance instance = tx.services.get(Key.of(nodeKey, id));
    if (instance == null) {
      return;
    }
    CheckWrites.ofInstance(tx, node, id)
        .forEach(check -> CheckWrites.remove(tx, node, check.checkId()));
    tx.services.remove(Key.of(nodeKey, id));
    touch(tx, node, instance);
    forgetNames(tx, nodeKey, instance, null);
  }

  /** Everyone who sees this instance, under whatever name, looks again. */
  static void touchNames(Tx tx, ServiceInstance instance) {
    tx.touch(Mark.service(instance.service()));
    if (instance.inMesh()) {
      tx.touch(Mark.mesh(instance.meshName()));
    }
  }

  /** Takes the instance out of the lists of names that it no longer has. */
  private static void forgetNames(
      Tx tx, String nodeKey, ServiceInstance before, @Nullable ServiceInstance after) {
    String service = Mark.lower(before.service());
    if (after == null || !service.equals(Mark.lower(after.service()))) {
      tx.servicesByName.remove(Key.of(service, nodeKey, before.id()));
      if (tx.servicesByName.firstWithPrefix(Key.prefix(service)) == null) {
        // The mark goes with the service, else names that come and go would pile up for ever.
        tx.marks.remove(Mark.service(service));
        tx.touch(Mark.SERVICE_EXTINCTION);
      }
    }
    if (before.inMesh()) {
      forgetMesh(tx, nodeKey, before, after);
    }
  }

  private static void forgetMesh(
      Tx tx, String nodeKey, ServiceInstance before, @Nullable ServiceInstance after) {
    String name = Mark.lower(before.meshName());
    if (after != null && after.inMesh() && name.equals(Mark.lower(after.meshName()))) {
      return;
    }
    tx.meshByName.remove(Key.of(name, nodeKey, before.id()));
    if (tx.meshByName.firstWithPrefix(Key.prefix(name)) == null) {
      tx.marks.remove(Mark.mesh(name));
      VirtualIps.release(tx, name);
    }
  }

  private static void touch(Tx tx, String node, ServiceInstance instance) {
    tx.touch(Mark.SERVICES);
    tx.touch(Mark.node(node));
    touchNames(tx, instance);
  }
}
