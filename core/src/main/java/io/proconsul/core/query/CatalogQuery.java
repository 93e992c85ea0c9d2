package io.proconsul.core.query;

import io.proconsul.model.Node;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceOnNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to the catalog. {@code nodeMeta} keeps only nodes that have all its pairs. */
public sealed interface CatalogQuery<R> extends Query<R> {
  record Nodes(Map<String, String> nodeMeta) implements CatalogQuery<List<Node>> {}

  /** Services with the union of their tags, as {@code catalog/services} and its filter need. */
  record Services(Map<String, String> nodeMeta) implements CatalogQuery<List<ServiceOnNode>> {}

  /**
   * @param tags all of which an instance must have, without case
   * @param connect only mesh-capable instances: proxies for the service, or native ones
   */
  record ServiceInstances(
      String service, List<String> tags, Map<String, String> nodeMeta, boolean connect)
      implements CatalogQuery<List<ServiceOnNode>> {}

  /** The virtual address of a service of the mesh, dotted. */
  record VirtualAddress(String service) implements CatalogQuery<Optional<String>> {}

  /** The services that a gateway is configured to expose. */
  record GatewayServices(String gateway) implements CatalogQuery<List<ServiceOnNode>> {}

  /** By name, id, or a prefix of an id of at least 2 characters. */
  record NodeWithServices(String nodeOrId) implements CatalogQuery<Optional<NodeServices>> {}
}
