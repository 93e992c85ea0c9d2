package io.proconsul.core.catalog;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Render;
import io.proconsul.model.Node;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.ServiceOnNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The answers of the catalog in their JSON forms. */
final class CatalogRender {
  static final Render<List<Node>> NODES = Render.filteredJson(
      CatalogFilters.NODES, (nodes, sink) -> sink.list(nodes, Node.MAPPING::write));

  static final Render<List<ServiceOnNode>> SERVICES =
      Render.filteredJson(CatalogFilters.ROWS, CatalogRender::writeTags);

  static final Render<List<ServiceOnNode>> INSTANCES = Render.filteredJson(
      CatalogFilters.ROWS, (all, sink) -> sink.list(all, ServiceOnNode::writeTo));

  static final Render<Optional<NodeServices>> NODE =
      Render.filteredJson(CatalogFilters.OF_NODE, CatalogRender::writeNode);

  static final Render<Optional<NodeServices>> NODE_SERVICES =
      Render.filteredJson(CatalogFilters.OF_NODE, CatalogRender::writeNodeServices);

  private CatalogRender() {}

  /** {@code {service: [tags of all its instances]}}. */
  private static void writeTags(List<ServiceOnNode> instances, Sink out) {
    Map<String, Set<String>> tags = new TreeMap<>();
    for (ServiceOnNode row : instances) {
      tags.computeIfAbsent(row.service().service(), _ -> new LinkedHashSet<>())
          .addAll(row.service().tags());
    }
    out.map(tags, (all, sink) -> sink.list(List.copyOf(all), (tag, to) -> to.string(tag)));
  }

  private static void writeNode(Optional<NodeServices> found, Sink out) {
    if (found.isEmpty()) {
      out.nil();
      return;
    }
    out.beginObject();
    out.field("Node", found.get().node(), Node.MAPPING::write);
    out.name("Services");
    out.beginObject();
    for (ServiceInstance service : found.get().services()) {
      out.field(service.id(), service, ServiceInstance::writeListedTo);
    }
    out.endObject();
    out.endObject();
  }

  private static void writeNodeServices(Optional<NodeServices> found, Sink out) {
    out.beginObject();
    out.name("Node");
    found.ifPresentOrElse(node -> Node.MAPPING.write(node.node(), out), out::nil);
    out.list(
        "Services", found.map(NodeServices::services).orElse(null), ServiceInstance::writeListedTo);
    out.endObject();
  }
}
