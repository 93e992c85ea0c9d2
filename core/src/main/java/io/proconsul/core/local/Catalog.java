package io.proconsul.core.local;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.state.Registration;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalog as an agent reaches it: its own on a server, a server's on a client. */
public interface Catalog {
  /**
   * What the catalog has of one node.
   *
   * @param node null when it does not know the node
   * @param services by id
   * @param checks by id
   */
  record View(
      @Nullable Node node, Map<String, ServiceInstance> services, Map<String, HealthCheck> checks) {

    /** Keys both lists by id. */
    public static View of(
        @Nullable Node node, List<ServiceInstance> services, List<HealthCheck> checks) {
      Map<String, ServiceInstance> servicesById = new TreeMap<>();
      services.forEach(service -> servicesById.put(service.id(), service));
      Map<String, HealthCheck> checksById = new TreeMap<>();
      checks.forEach(check -> checksById.put(check.checkId(), check));
      return new View(node, servicesById, checksById);
    }
  }

  /** What it has of this agent's node, as fresh as the leader has it. */
  void view(Outcome<View> outcome);

  void submit(CatalogCommand command, Outcome<Boolean> outcome);

  /**
   * Shows what it has of a node, now and after each change, until cancelled.
   *
   * @param observer called on the watch's own executor, one call at a time
   */
  Registration watch(String node, Observer observer);

  /** Sees views of one node. */
  interface Observer {
    void changed(View view);
  }
}
