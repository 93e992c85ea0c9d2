package io.proconsul.core.dns;

import io.proconsul.codec.GoDuration;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.PreparedQueryQuery.Source;
import io.proconsul.core.query.Query;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceOnNode;
import io.proconsul.model.query.QueryAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one answer from what its source has, noting in {@code watches} what it depends on. Pure.
 *
 * @param depth how many names may still be followed
 */
record Lookup(DnsSource source, DnsSettings settings, WatchSet watches, int depth) {
  private static final String SERVERS = "consul";
  private static final int MOST_SERVERS = 3;
  private static final int NOT_FOUND = 404;

  DnsAnswer answer(byte[] name, int type) {
    DnsName.Placed placed = DnsName.parse(name, type, settings);
    boolean aboutZone = type == RecordType.SOA || type == RecordType.NS;
    DnsAnswer answer = aboutZone && !(placed.name() instanceof DnsName.Outside)
        ? zone(type)
        : answer(placed.name(), name, type);
    return answer.placedAt(placed.domainLength());
  }

  <R> R read(Query<R> query) {
    return read(query, "");
  }

  private <R> R read(Query<R> query, String datacenter) {
    return source.read(query, isHere(datacenter) ? "" : datacenter, watches);
  }

  /** The datacenter that a record names. */
  String datacenter(Node node) {
    return node.datacenter().isEmpty() ? settings.datacenter() : node.datacenter();
  }

  /** {@code web1.node.dc1.<domain>}; empty when the node's name cannot be one in DNS. */
  Optional<WireName> nodeName(Node node) {
    return WireName.inDomain(node.node() + ".node." + datacenter(node));
  }

  private DnsAnswer answer(DnsName name, byte[] asked, int type) {
    return switch (name) {
      case DnsName.Service(String service, String tag, String datacenter) ->
        service(service, tag, datacenter, type);
      case DnsName.Connect(String service, String datacenter) -> connect(service, datacenter, type);
      case DnsName.Query(String query, String datacenter) -> query(query, datacenter, type);
      case DnsName.Node(String node, String datacenter) -> node(node, datacenter, type);
      case DnsName.Address(byte[] address) -> address(WireName.ofWire(asked), address, type);
      case DnsName.Reverse(byte @Nullable [] address) -> reverse(address);
      case DnsName.Virtual _ -> DnsAnswer.of(List.of());
      case DnsName.Unknown _ -> DnsAnswer.nameError();
      case DnsName.Outside _ -> DnsAnswer.refused();
    };
  }

  private boolean isHere(String datacenter) {
    return datacenter.isEmpty() || datacenter.equalsIgnoreCase(settings.datacenter());
  }

  private DnsAnswer service(String service, String tag, String datacenter, int type) {
    List<String> tags = tag.isEmpty() ? List.of() : List.of(tag);
    var query =
        new HealthQuery.ServiceHealth(service, tags, Map.of(), settings.onlyPassing(), false);
    return new ServiceRecords(this, service).answer(usable(query, datacenter), type);
  }

  private DnsAnswer connect(String service, String datacenter, int type) {
    var query =
        new HealthQuery.ServiceHealth(service, List.of(), Map.of(), settings.onlyPassing(), true);
    return new ServiceRecords(this, service).answer(usable(query, datacenter), type);
  }

  private DnsAnswer query(String nameOrId, String datacenter, int type) {
    Source agent = new Source(settings.datacenter(), "", source.node(), "");
    var query = new PreparedQueryQuery.Execute(nameOrId, 0, false, Source.NONE, agent);
    QueryAnswer found;
    try {
      found = read(query, datacenter);
    } catch (ConsulException e) {
      if (e.status() == NOT_FOUND) {
        return DnsAnswer.nameError();
      }
      throw e;
    }
    ServiceRecords records = found.ttl().isEmpty()
        ? new ServiceRecords(this, found.service())
        : new ServiceRecords(this, DnsSettings.seconds(GoDuration.parse(found.ttl())));
    boolean ordered = source.isOrdered(query, isHere(datacenter) ? "" : datacenter, watches);
    return records.answer(found.nodes(), type).withOrder(ordered);
  }

  private List<HealthEntry> usable(HealthQuery.ServiceHealth query, String datacenter) {
    return read(query, datacenter).stream()
        .filter(entry -> entry.checks().stream().noneMatch(HealthCheck::critical))
        .toList();
  }

  private DnsAnswer node(String name, String datacenter, int type) {
    Optional<NodeServices> found = read(new CatalogQuery.NodeWithServices(name), datacenter);
    return found.isEmpty()
        ? DnsAnswer.nameError()
        : new NodeRecords(this, found.get().node()).answer(type);
  }

  /** In lower case, and beside the empty answer where another type was asked. */
  private DnsAnswer address(WireName owner, byte[] address, int type) {
    List<DnsRecord> record = List.of(DnsRecord.address(owner, settings.nodeTtlSeconds(), address));
    boolean wanted = type == RecordType.ANY || type == record.get(0).type();
    return DnsAnswer.of(List.of(
        wanted
            ? new DnsAnswer.Choice(record, List.of())
            : new DnsAnswer.Choice(List.of(), record)));
  }

  /** The first node with the address, else the first service. */
  private DnsAnswer reverse(byte @Nullable [] address) {
    if (address != null) {
      for (Node node : read(new CatalogQuery.Nodes(Map.of()))) {
        if (Arrays.equals(address, IpText.parse(node.address()))) {
          return nodeName(node).map(Lookup::pointer).orElseGet(DnsAnswer::nameError);
        }
      }
      for (ServiceOnNode at : read(new CatalogQuery.Services(Map.of()))) {
        if (Arrays.equals(address, IpText.parse(at.service().address()))) {
          return WireName.inDomain(at.service().service() + ".service." + datacenter(at.node()))
              .map(Lookup::pointer)
              .orElseGet(DnsAnswer::nameError);
        }
      }
    }
    return DnsAnswer.nameError().orElsewhere();
  }

  private static DnsAnswer pointer(WireName target) {
    return DnsAnswer.of(
        List.of(new DnsAnswer.Choice(List.of(DnsRecord.pointer(target)), List.of())));
  }

  /** The domain's SOA or NS records: the servers, a few of them, are its name servers. */
  private DnsAnswer zone(int type) {
    int ttl = settings.nodeTtlSeconds();
    var query =
        new HealthQuery.ServiceHealth(SERVERS, List.of(), Map.of(), settings.onlyPassing(), false);
    List<DnsAnswer.Choice> servers = usable(query, "").stream()
        .flatMap(entry -> nodeName(entry.node()).stream().map(name -> {
          byte[] address = IpText.parse(entry.node().address());
          return new DnsAnswer.Choice(
              List.of(DnsRecord.nameServer(ttl, name)),
              address == null ? List.of() : List.of(DnsRecord.address(name, ttl, address)));
        }))
        .toList();
    DnsAnswer answer = DnsAnswer.of(servers).atMost(MOST_SERVERS);
    return type == RecordType.SOA ? answer.withSoa(DnsAnswer.Soa.ANSWER) : answer;
  }
}
