package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spells a service definition. */
final class ServiceMapping implements Mapping<ServiceDefinition> {
  private final boolean config;

  ServiceMapping(boolean config) {
    this.config = config;
  }

  @Override
  public void write(ServiceDefinition service, Sink out) {
    out.beginObject();
    out.fieldUnlessEmpty("Kind", service.kind());
    out.field("ID", service.id());
    out.field("Name", service.name());
    out.strings("Tags", service.tags());
    out.field("Address", service.address());
    out.map("TaggedAddresses", service.taggedAddresses(), ServiceAddress.MAPPING::write);
    out.stringMap("Meta", service.meta());
    out.field("Port", service.port());
    out.fieldUnlessEmpty("SocketPath", service.socketPath());
    if (service.weights() != null) {
      out.field("Weights", service.weights(), Weights.MAPPING::write);
    }
    out.field("EnableTagOverride", service.enableTagOverride());
    opaque("Proxy", service.proxy(), out);
    opaque("Connect", service.connect(), out);
    opaque("Locality", service.locality(), out);
    out.fieldUnlessEmpty("Token", service.token());
    out.list("Checks", service.checks(), checkMapping()::write);
    out.endObject();
  }

  @Override
  public ServiceDefinition read(Fields in) {
    Value.Obj connect = in.object("Connect", "structs.ServiceConnect", ServiceMapping::whole);
    return new ServiceDefinition(
        in.string("Kind"),
        in.string("ID"),
        in.string("Name"),
        Objects.requireNonNullElse(in.strings("Tags"), List.of()),
        in.string("Address"),
        Objects.requireNonNullElse(
            in.map(
                in.spelled("TaggedAddresses", "tagged_addresses"),
                "structs.ServiceAddress",
                ServiceAddress.MAPPING::read),
            Map.of()),
        Objects.requireNonNullElse(in.stringMap("Meta"), Map.of()),
        in.integer("Port"),
        in.string(in.spelled("SocketPath", "socket_path")),
        in.object("Weights", "Weights", Weights.MAPPING::read),
        in.bool(in.spelled("EnableTagOverride", "enable_tag_override")),
        in.object("Proxy", "structs.ConnectProxyConfig", ServiceMapping::whole),
        connect,
        in.object("Locality", "structs.Locality", ServiceMapping::whole),
        in.string("Token"),
        checks(in),
        connect == null ? null : sidecar(new Fields("structs.ServiceConnect", connect)));
  }

  /** Numbers made-up ids, so the order shows: over the API the single check is the first. */
  private List<CheckDefinition> checks(Fields in) {
    CheckDefinition single = in.object("Check", "structs.CheckType", checkMapping()::read);
    List<CheckDefinition> many = in.list("Checks", "structs.CheckType", checkMapping()::read);
    List<CheckDefinition> all = new ArrayList<>();
    if (many != null) {
      all.addAll(many);
    }
    if (single != null && !single.equals(CheckDefinition.EMPTY)) {
      all.add(config ? all.size() : 0, single);
    }
    return all;
  }

  private Mapping<CheckDefinition> checkMapping() {
    return config ? CheckDefinition.MAPPING : CheckDefinition.OF_SERVICE;
  }

  private @Nullable ServiceDefinition sidecar(Fields connect) {
    return connect.object(
        connect.spelled("SidecarService", "sidecar_service"),
        "structs.ServiceDefinition",
        this::read);
  }

  /** Not looked into yet, so what is inside counts as known. */
  private static Value.Obj whole(Fields in) {
    in.object().fields().keySet().forEach(in::skip);
    return in.object();
  }

  private static void opaque(String name, @Nullable Value value, Sink out) {
    if (value != null) {
      out.field(name, value, Value::writeTo);
    }
  }
}
