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
 *
 * @param givenTags null unless given: another registration than one with an empty list
 * @param givenMeta null unless given, likewise
 */
public record ServiceInstance(
    String kind,
    String id,
    String service,
    @Nullable List<String> givenTags,
    String address,
    Map<String, ServiceAddress> taggedAddresses,
    @Nullable Map<String, String> givenMeta,
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

  /** As it was registered. */
  public static final Mapping<ServiceInstance> MAPPING = new Mapping<>() {
    @Override
    public void write(ServiceInstance value, Sink out) {
      value.writeTo(out, value.givenTags);
    }

    @Override
    public ServiceInstance read(Fields in) {
      in.skip("PeerName");
      in.skip("EnterpriseMeta");
      return new ServiceInstance(
          in.string("Kind"),
          in.string("ID"),
          in.string("Service"),
          in.strings("Tags"),
          in.string("Address"),
          orEmpty(in.map("TaggedAddresses", "ServiceAddress", ServiceAddress.MAPPING::read)),
          in.stringMap("Meta"),
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
    givenTags = givenTags == null ? null : List.copyOf(givenTags);
    taggedAddresses = Collections.unmodifiableMap(new TreeMap<>(taggedAddresses));
    givenMeta = givenMeta == null ? null : Collections.unmodifiableMap(new TreeMap<>(givenMeta));
  }

  /** The plainest instance. */
  public static ServiceInstance of(String id, String service, int port) {
    return new ServiceInstance(
        "",
        id,
        service,
        null,
        "",
        Map.of(),
        null,
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

  public List<String> tags() {
    return givenTags == null ? List.of() : givenTags;
  }

  public Map<String, String> meta() {
    return givenMeta == null ? Map.of() : givenMeta;
  }

  /** As catalog and health answers show it: with a list of tags in any case. */
  public void writeListedTo(Sink out) {
    writeTo(out, tags());
  }

  private void writeTo(Sink out, @Nullable List<String> shownTags) {
    out.beginObject();
    out.fieldUnlessEmpty("Kind", kind);
    out.field("ID", id);
    out.field("Service", service);
    out.strings("Tags", shownTags);
    out.field("Address", address);
    if (!taggedAddresses.isEmpty()) {
      out.map("TaggedAddresses", taggedAddresses, ServiceAddress.MAPPING::write);
    }
    out.stringMap("Meta", givenMeta);
    if (port != 0) {
      out.field("Port", port);
    }
    out.fieldUnlessEmpty("SocketPath", socketPath);
    out.field("Weights", weights, Weights.MAPPING::write);
    out.field("EnableTagOverride", enableTagOverride);
    out.field("Proxy", proxy, Value::writeTo);
    out.field("Connect", connect, Value::writeTo);
    if (locality != null) {
      out.field("Locality", locality, Value::writeTo);
    }
    out.unsignedField("CreateIndex", createIndex);
    out.unsignedField("ModifyIndex", modifyIndex);
    out.field("PeerName", "");
    out.endObject();
  }

  public ServiceInstance withIndexes(long created, long modified) {
    return new ServiceInstance(
        kind,
        id,
        service,
        givenTags,
        address,
        taggedAddresses,
        givenMeta,
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
        givenTags,
        address,
        taggedAddresses,
        givenMeta,
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

  public ServiceInstance withTags(@Nullable List<String> newTags) {
    return new ServiceInstance(
        kind,
        id,
        service,
        newTags,
        address,
        taggedAddresses,
        givenMeta,
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
        givenTags,
        address,
        addresses,
        givenMeta,
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

  /** With the parts of the mesh as the catalog keeps them, where somebody wrote empty ones, too. */
  public ServiceInstance withTidyMesh() {
    return new ServiceInstance(
        kind,
        id,
        service,
        givenTags,
        address,
        taggedAddresses,
        givenMeta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        ProxyForm.of(proxy),
        connect,
        locality instanceof Value.Obj given ? ProxyForm.locality(given) : null,
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

  private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }

  private static Map<String, Value> sortedObject(List<Map.Entry<String, Value>> entries) {
    Map<String, Value> fields = new java.util.LinkedHashMap<>();
    entries.forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }
}
