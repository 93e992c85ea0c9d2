package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;

/** Applies changes of the catalog. On the state machine's thread. */
public final class CatalogWrites {
  private CatalogWrites() {}

  public static boolean apply(Tx tx, CatalogCommand command) {
    switch (command) {
      case CatalogCommand.Register register -> register(tx, register);
      case CatalogCommand.Deregister(String node, String serviceId, String checkId) -> {
        if (!serviceId.isEmpty()) {
          InstanceWrites.remove(tx, node, serviceId);
        } else if (!checkId.isEmpty()) {
          CheckWrites.remove(tx, node, checkId);
        } else {
          NodeWrites.remove(tx, node);
        }
      }
    }
    return true;
  }

  private static void register(Tx tx, CatalogCommand.Register register) {
    String node = register.node().node();
    prefixed(
        "failed inserting node: ",
        () -> NodeWrites.put(tx, register.node(), register.skipNodeUpdate()));
    ServiceInstance service = register.service();
    if (service != null) {
      prefixed("failed inserting service: ", () -> InstanceWrites.put(tx, node, service));
    }
    register.checks().forEach(check -> put(tx, check.withImpliedType()));
  }

  private static void put(Tx tx, HealthCheck check) {
    String prefix = check.checkId().isEmpty()
        ? "failed inserting check on node \"" + check.node() + "\": "
        : "";
    prefixed(prefix, () -> CheckWrites.put(tx, check));
  }

  /** Says what a registration was about when it is refused; a transaction does not. */
  private static void prefixed(String prefix, Runnable write) {
    try {
      write.run();
    } catch (ConsulException.Refused refusal) {
      throw new ConsulException.Refused(prefix + refusal.getMessage());
    }
  }
}
