package io.proconsul.core.catalog;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.state.Tx;

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
    NodeWrites.put(tx, register.node(), register.skipNodeUpdate());
    if (register.service() != null) {
      InstanceWrites.put(tx, node, register.service());
    }
    register.checks().forEach(check -> CheckWrites.put(tx, check));
  }
}
