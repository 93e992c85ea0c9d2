package io.proconsul.core.local;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog has of one node.
 *
 * @param node null when it does not know the node
 * @param services by id
 * @param checks by id
 */
public record CatalogView(
    @Nullable Node node, Map<String, ServiceInstance> services, Map<String, HealthCheck> checks) {

  /** Keys both lists by id. */
  public static CatalogView of(
      @Nullable Node node, List<ServiceInstance> services, List<HealthCheck> checks) {
    Map<String, ServiceInstance> servicesById = new TreeMap<>();
    services.forEach(service -> servicesById.put(service.id(), service));
    Map<String, HealthCheck> checksById = new TreeMap<>();
    checks.forEach(check -> checksById.put(check.checkId(), check));
    return new CatalogView(node, servicesById, checksById);
  }
}
