package io.proconsul.core.command;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of the catalog; the outcome is always true, refusals are errors. */
public sealed interface CatalogCommand extends Command<Boolean> {
  /**
   * Writes a node, at most one instance on it, and any checks.
   *
   * @param skipNodeUpdate leave the node alone if it is there
   */
  record Register(
      Node node,
      @Nullable ServiceInstance service,
      List<HealthCheck> checks,
      boolean skipNodeUpdate)
      implements CatalogCommand {
    public Register {
      checks = List.copyOf(checks);
    }
  }

  /** With neither service nor check (both empty) the whole node goes. */
  record Deregister(String node, String serviceId, String checkId) implements CatalogCommand {}
}
