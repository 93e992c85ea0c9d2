package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a service on a node: in the catalog, and in an agent's own list. The proxy,
 * connect and locality parts are kept as they came until the mesh gives them meaning.
 */
public record ServiceInstance(
    String kind,
    String id,
    String service,
    List<String> tags,
    String address,
    Map<String, ServiceAddress> taggedAddresses,
    Map<String, String> meta,
    int port,
    String socketPath,
    Weights weights,
    boolean enableTagOverride,
    Value.Obj proxy,
    Value.Obj connect,
    @Nullable Value locality,
    long createIndex,
    long modifyIndex) {

  public static final String CONNECT_PROXY = "connect-proxy";

  /** What Consul shows as the proxy of a service that is none. */
  public static final Value.Obj NO_PROXY = new Value.Obj(sortedObject(List.of(
      Map.entry("Mode", Value.of("")),
      Map.entry("MeshGateway", Value.Obj.EMPTY),
      Map.entry("Expose", Value.Obj.EMPTY))));

  /** As health and node answers show it. */
  public static final Mapping<ServiceInstance> MAPPING = new Mapping<>() {
    @Override
    public void write(ServiceInstance value, Sink out) {
      out.beginObject();
      out.fieldUnlessEmpty("Kind", value.kind);
      out.field("ID", value.id);
      out.field("Service", value.service);
      out.strings("Tags", value.tags);
      out.field("Address", value.address);
      if (!value.taggedAddresses.isEmpty()) {
        out.map("TaggedAddresses", value.taggedAddresses, ServiceAddress.MAPPING::write);
      }
      out.stringMap("Meta", value.meta.isEmpty() ? null : value.meta);
      if (value.port != 0) {
        out.field("Port", value.port);
      }
      out.fieldUnlessEmpty("SocketPath", value.socketPath);
      out.field("Weights", value.weights, Weights.MAPPING::write);
      out.field("EnableTagOverride", value.enableTagOverride);
      out.field("Proxy", value.proxy, Value::writeTo);
      out.field("Connect", value.connect, Value::writeTo);
      if (value.locality != null) {
        out.field("Locality", value.locality, Value::writeTo);
      }
      out.unsignedField("CreateIndex", value.createIndex);
      out.unsignedField("ModifyIndex", value.modifyIndex);
      out.field("PeerName", "");
      out.endObject();
    }

    @Override
    public ServiceInstance read(Fields in) {
      in.skip("PeerName");
      in.skip("EnterpriseMeta");
      return new ServiceInstance(
          in.string("Kind"),
          in.string("ID"),
          in.string("Service"),
          orEmpty(in.strings("Tags")),
          in.string("Address"),
          orEmpty(in.map("TaggedAddresses", "ServiceAddress", ServiceAddress.MAPPING::read)),
          orEmpty(in.stringMap("Meta")),
          in.integer("Port"),
          in.string("SocketPath"),
          weights(in.object("Weights", "Weights", Weights.MAPPING::read)),
          in.bool("EnableTagOverride"),
          Objects.requireNonNullElse(
              in.object("Proxy", "ConnectProxyConfig", MeshMapping::proxy), NO_PROXY),
          Objects.requireNonNullElse(
              in.object("Connect", "ServiceConnect", MeshMapping::connect), Value.Obj.EMPTY),
          in.value("Locality"),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  public ServiceInstance {
    tags = List.copyOf(tags);
    taggedAddresses = Collections.unmodifiableMap(new TreeMap<>(taggedAddresses));
    meta = Collections.unmodifiableMap(new TreeMap<>(meta));
  }

  /** The plainest instance. */
  public static ServiceInstance of(String id, String service, int port) {
    return new ServiceInstance(
        "",
        id,
        service,
        List.of(),
        "",
        Map.of(),
        Map.of(),
        port,
        "",
        Weights.DEFAULT,
        false,
        NO_PROXY,
        Value.Obj.EMPTY,
        null,
        0,
        0);
  }

  public ServiceInstance withIndexes(long created, long modified) {
    return new ServiceInstance(
        kind,
        id,
        service,
        tags,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        connect,
        locality,
        created,
        modified);
  }

  public ServiceInstance withId(String newId) {
    return new ServiceInstance(
        kind,
        newId,
        service,
        tags,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        connect,
        locality,
        createIndex,
        modifyIndex);
  }

  public ServiceInstance withTags(List<String> newTags) {
    return new ServiceInstance(
        kind,
        id,
        service,
        newTags,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        connect,
        locality,
        createIndex,
        modifyIndex);
  }

  public ServiceInstance withTaggedAddresses(Map<String, ServiceAddress> addresses) {
    return new ServiceInstance(
        kind,
        id,
        service,
        tags,
        address,
        addresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        proxy,
        connect,
        locality,
        createIndex,
        modifyIndex);
  }

  /** Equal in all that a registration says; indexes aside. */
  public boolean sameAs(ServiceInstance other) {
    return withIndexes(0, 0).equals(other.withIndexes(0, 0));
  }

  /** Whether this takes part in the mesh itself, without a sidecar. */
  public boolean connectNative() {
    return connect.get("Native") instanceof Value.Bool(boolean flag) && flag;
  }

  /** Whether this takes part in the mesh, itself or for another service. */
  public boolean inMesh() {
    return connectNative() || kind.equals(CONNECT_PROXY);
  }

  /** The service that mesh clients reach here: its own name, or whom the proxy stands for. */
  public String meshName() {
    if (kind.equals(CONNECT_PROXY)
        && proxy.get("DestinationServiceName") instanceof Value.Str(String destination)) {
      return destination;
    }
    return service;
  }

  /** All zero stands for nothing given. */
  private static Weights weights(@Nullable Weights given) {
    return given == null || given.passing() == 0 && given.warning() == 0 ? Weights.DEFAULT : given;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }

  private static Map<String, Value> sortedObject(List<Map.Entry<String, Value>> entries) {
    Map<String, Value> fields = new java.util.LinkedHashMap<>();
    entries.forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }
}
