package io.proconsul.core.catalog;

import io.proconsul.core.query.Answer;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Radix;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.Node;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.ServiceOnNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers questions to the catalog. Pure; any thread. */
public final class CatalogReads {
  private static final int SHORTEST_ID_PREFIX = 2;

  private CatalogReads() {}

  public static Answer<?> read(Tables tables, CatalogQuery<?> query, WatchSet watches) {
    return switch (query) {
      case CatalogQuery.Nodes(Map<String, String> meta) -> nodes(tables, meta, watches);
      case CatalogQuery.Services(Map<String, String> meta) -> services(tables, meta, watches);
      case CatalogQuery.ServiceInstances instances -> instances(tables, instances, watches);
      case CatalogQuery.GatewayServices _ -> nothingBound(tables);
      case CatalogQuery.VirtualAddress(String service) -> virtualIp(tables, service, watches);
      case CatalogQuery.NodeWithServices(String name) -> node(tables, name, watches);
    };
  }

  /** The node by name, by id, or by a prefix of an id that only one node has. */
  public static @Nullable Node findNode(Tables tables, String nameOrId) {
    String wanted = Mark.lower(nameOrId);
    Node node = tables.nodes().get(Key.of(wanted));
    if (node != null || wanted.length() < SHORTEST_ID_PREFIX) {
      return node;
    }
    List<String> names = new ArrayList<>(2);
    tables.nodesById().forEachWithPrefix(Key.of(wanted), (_, name) -> {
      names.add(name);
      return names.size() < 2;
    });
    return names.size() == 1 ? tables.nodes().get(Key.of(names.get(0))) : null;
  }

  /** All instances of a service that the query wants, ordered by node, then id. */
  public static List<ServiceOnNode> select(Tables tables, CatalogQuery.ServiceInstances query) {
    List<ServiceOnNode> found = new ArrayList<>();
    Radix<Tables.InstanceKey> names =
        query.connect() ? tables.meshByName() : tables.servicesByName();
    names.forEachWithPrefix(Key.prefix(Mark.lower(query.service())), (_, at) -> {
      ServiceInstance instance = tables.services().get(Key.of(at.node(), at.id()));
      if (instance != null) {
        add(found, tables, at.node(), instance, query);
      }
      return true;
    });
    return found;
  }

  /** The index of a service: its own, or what {@link #absentIndex} says. */
  public static long serviceIndex(
      Tables tables, CatalogQuery.ServiceInstances query, WatchSet watches) {
    if (query.connect()) {
      long own = tables.mark(Mark.mesh(query.service()), watches);
      return own > 0 ? own : highest(tables);
    }
    long own = tables.mark(Mark.service(query.service()), watches);
    return own > 0 ? own : absentIndex(tables);
  }

  /**
   * The index of a service that is not there: that of the last time any service went, which is
   * above all that was reported before; where none ever went, that of the catalog.
   */
  private static long absentIndex(Tables tables) {
    long extinction = of(tables, Mark.SERVICE_EXTINCTION);
    return extinction > 0 ? extinction : highest(tables);
  }

  /** The index of the whole catalog: what stands in where there is no index of its own. */
  public static long highest(Tables tables) {
    long nodesAndServices = Math.max(of(tables, Mark.NODES), of(tables, Mark.SERVICES));
    return Math.max(1, Math.max(nodesAndServices, of(tables, Mark.CHECKS)));
  }

  private static long of(Tables tables, byte[] mark) {
    Long index = tables.marks().get(mark);
    return index == null ? 0 : index;
  }

  /** Whether a node has all the wanted pairs. */
  public static boolean hasMeta(Node node, Map<String, String> wanted) {
    Map<String, String> meta = node.meta();
    for (Map.Entry<String, String> pair : wanted.entrySet()) {
      if (meta == null || !pair.getValue().equals(meta.get(pair.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static Answer<List<Node>> nodes(
      Tables tables, Map<String, String> meta, WatchSet watches) {
    List<Node> found = new ArrayList<>();
    tables.nodes().forEach((_, node) -> {
      if (hasMeta(node, meta)) {
        found.add(node);
      }
      return true;
    });
    return new Answer<>(found, Math.max(1, tables.mark(Mark.NODES, watches)));
  }

  private static Answer<List<ServiceOnNode>> services(
      Tables tables, Map<String, String> meta, WatchSet watches) {
    List<ServiceOnNode> found = new ArrayList<>();
    tables.services().forEach((key, instance) -> {
      Node node = tables.nodes().get(Key.of(Key.first(key)));
      if (node != null && hasMeta(node, meta)) {
        found.add(new ServiceOnNode(node, instance));
      }
      return true;
    });
    long index = tables.mark(Mark.SERVICES, watches);
    if (!meta.isEmpty()) {
      index = Math.max(index, tables.mark(Mark.NODES, watches));
    }
    return new Answer<>(found, Math.max(1, index));
  }

  private static Answer<List<ServiceOnNode>> instances(
      Tables tables, CatalogQuery.ServiceInstances query, WatchSet watches) {
    return new Answer<>(select(tables, query), serviceIndex(tables, query, watches));
  }

  private static Answer<Optional<NodeServices>> node(Tables tables, String name, WatchSet watches) {
    Node node = findNode(tables, name);
    if (node == null) {
      tables.mark(Mark.node(name), watches);
      tables.mark(Mark.NODES, watches);
      return new Answer<>(Optional.empty(), highest(tables));
    }
    List<ServiceInstance> instances = new ArrayList<>();
    tables.services().forEachWithPrefix(Key.prefix(Mark.lower(node.node())), (_, instance) -> {
      instances.add(instance);
      return true;
    });
    long index = Math.max(1, tables.mark(Mark.node(node.node()), watches));
    return new Answer<>(Optional.of(new NodeServices(node, instances)), index);
  }

  /** Config entries bind services to gateways; while there are none, nothing is bound. */
  private static Answer<List<ServiceOnNode>> nothingBound(Tables tables) {
    return new Answer<>(List.of(), highest(tables));
  }

  private static Answer<Optional<String>> virtualIp(
      Tables tables, String service, WatchSet watches) {
    Long number = tables.virtualIps().get(Key.of(Mark.lower(service)), watches);
    Optional<String> address = Optional.ofNullable(number).map(VirtualIps::address);
    return new Answer<>(address, highest(tables));
  }

  private static void add(
      List<ServiceOnNode> found,
      Tables tables,
      String nodeKey,
      ServiceInstance instance,
      CatalogQuery.ServiceInstances query) {
    Node node = tables.nodes().get(Key.of(nodeKey));
    if (node != null && hasMeta(node, query.nodeMeta()) && hasTags(instance, query.tags())) {
      found.add(new ServiceOnNode(node, instance));
    }
  }

  private static boolean hasTags(ServiceInstance instance, List<String> wanted) {
    for (String tag : wanted) {
      if (instance.tags().stream().noneMatch(tag::equalsIgnoreCase)) {
        return false;
      }
    }
    return true;
  }
}
