package io.proconsul.core.catalog;

import static io.proconsul.core.filter.FilterFields.BOOL;
import static io.proconsul.core.filter.FilterFields.INT;
import static io.proconsul.core.filter.FilterFields.LIST_OF_STRING;
import static io.proconsul.core.filter.FilterFields.MAP_STRING;
import static io.proconsul.core.filter.FilterFields.STRING;

import io.proconsul.core.api.FilterableList;
import io.proconsul.core.filter.FilterFields;
import io.proconsul.core.filter.Filterable;
import io.proconsul.core.filter.Kind;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.ServiceOnNode;
import java.util.List;
import java.util.Optional;

/** What {@code ?filter=} may name in nodes, instances and checks, as Consul documents it. */
public final class CatalogFilters {
  private static final Kind WEIGHTS = Kind.struct(fields(INT, "Passing", "Warning"));
  private static final Kind NATIVE = Kind.struct(fields(BOOL, "Native"));
  private static final Kind MODE = Kind.struct(fields(STRING, "Mode"));
  private static final Kind ADDRESSES =
      Kind.mapOf(Kind.struct(fields(STRING, "Address").with("Port", INT)));

  private static final Kind UPSTREAMS = Kind.listOf(Kind.struct(fields(
          STRING,
          "Datacenter",
          "DestinationName",
          "DestinationNamespace",
          "DestinationPartition",
          "DestinationPeer",
          "DestinationType",
          "LocalBindAddress",
          "LocalBindSocketPath",
          "LocalBindSocketMode")
      .with("LocalBindPort", INT)
      .with("MeshGateway", MODE)));

  private static final Kind TRANSPARENT_PROXY =
      Kind.struct(fields(INT, "OutboundListenerPort").with("DialedDirectly", BOOL));

  private static final Kind PROXY = Kind.struct(fields(
          STRING,
          "DestinationServiceName",
          "DestinationServiceID",
          "LocalServiceAddress",
          "LocalServiceSocketPath",
          "Mode")
      .with("LocalServicePort", INT)
      .with("MeshGateway", MODE)
      .with("TransparentProxy", TRANSPARENT_PROXY)
      .with("Upstreams", UPSTREAMS));

  private static final FilterFields NODE = fields(
          STRING, "ID", "Node", "Address", "Datacenter", "PeerName")
      .with(MAP_STRING, "TaggedAddresses", "Meta");

  private static final FilterFields SERVICE = fields(
          STRING, "Kind", "ID", "Service", "Address", "SocketPath", "PeerName")
      .with("Tags", LIST_OF_STRING)
      .with("TaggedAddresses", ADDRESSES)
      .with("Meta", MAP_STRING)
      .with("Port", INT)
      .with("Weights", WEIGHTS)
      .with("EnableTagOverride", BOOL)
      .with("Proxy", PROXY)
      .with("Connect", NATIVE);

  private static final FilterFields ROW = fields(
          STRING,
          "ID",
          "Node",
          "Address",
          "Datacenter",
          "ServiceKind",
          "ServiceID",
          "ServiceName",
          "ServiceAddress",
          "ServiceSocketPath",
          "PeerName")
      .with(MAP_STRING, "TaggedAddresses", "NodeMeta", "ServiceMeta")
      .with("ServiceTags", LIST_OF_STRING)
      .with("ServiceTaggedAddresses", ADDRESSES)
      .with("ServicePort", INT)
      .with("ServiceWeights", WEIGHTS)
      .with("ServiceEnableTagOverride", BOOL)
      .with("ServiceProxy", PROXY)
      .with("ServiceConnect", NATIVE);

  private static final FilterFields CHECK = fields(
          STRING,
          "Node",
          "CheckID",
          "Name",
          "Status",
          "Notes",
          "Output",
          "ServiceID",
          "ServiceName",
          "Type",
          "Interval",
          "Timeout",
          "PeerName")
      .with("ServiceTags", LIST_OF_STRING)
      .with("ExposedPort", INT);

  private static final FilterFields ENTRY = FilterFields.none()
      .with("Node", Kind.struct(NODE))
      .with("Service", Kind.struct(SERVICE))
      .with("Checks", Kind.listOf(Kind.struct(CHECK)));

  public static final Filterable<List<Node>> NODES =
      new FilterableList<>(NODE, Node.MAPPING::write);

  public static final Filterable<List<ServiceInstance>> SERVICES =
      new FilterableList<>(SERVICE, ServiceInstance::writeListedTo);

  public static final Filterable<List<ServiceOnNode>> ROWS =
      new FilterableList<>(ROW, ServiceOnNode::writeTo);

  public static final Filterable<List<HealthCheck>> CHECKS =
      new FilterableList<>(CHECK, HealthCheck.MAPPING::write);

  public static final Filterable<List<HealthEntry>> ENTRIES =
      new FilterableList<>(ENTRY, HealthEntry::writeTo);

  /** Thins out the services of a node; the node stays. */
  public static final Filterable<Optional<NodeServices>> OF_NODE = (found, expression) -> {
    List<ServiceInstance> services =
        SERVICES.filter(found.map(NodeServices::services).orElse(List.of()), expression);
    return found.map(node -> new NodeServices(node.node(), services));
  };

  private CatalogFilters() {}

  private static FilterFields fields(Kind kind, String... names) {
    return FilterFields.none().with(kind, names);
  }
}
