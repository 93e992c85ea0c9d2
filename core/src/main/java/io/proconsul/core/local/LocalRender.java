package io.proconsul.core.local;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceAddress;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the agent's own endpoints spell services and checks, unlike the catalog. Pure. */
final class LocalRender {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private LocalRender() {}

  /**
   * A service.
   *
   * @param hash empty to leave it out
   */
  record View(ServiceInstance service, String datacenter, String hash) {}

  /** A service with the checks that decide on it; null for one that is not there. */
  record Health(
      String status, @Nullable View service, @Nullable List<HealthCheck> checks) {}

  static void service(View view, Sink out) {
    ServiceInstance service = view.service();
    out.beginObject();
    out.fieldUnlessEmpty("Kind", service.kind());
    out.field("ID", service.id());
    out.field("Service", service.service());
    out.strings("Tags", service.tags());
    out.stringMap("Meta", service.meta());
    out.field("Port", service.port());
    out.field("Address", service.address());
    out.fieldUnlessEmpty("SocketPath", service.socketPath());
    if (!service.taggedAddresses().isEmpty()) {
      out.map("TaggedAddresses", service.taggedAddresses(), ServiceAddress.MAPPING::write);
    }
    out.field("Weights", service.weights(), Weights.MAPPING::write);
    out.field("EnableTagOverride", service.enableTagOverride());
    out.fieldUnlessEmpty("ContentHash", view.hash());
    if (ProxyView.shownFor(service)) {
      out.field("Proxy", ProxyView.of(service.proxy()), Value::writeTo);
    }
    if (!service.connect().fields().isEmpty()) {
      out.field("Connect", service.connect(), Value::writeTo);
    }
    if (service.locality() != null) {
      out.field("Locality", service.locality(), Value::writeTo);
    }
    out.field("Datacenter", view.datacenter());
    out.endObject();
  }

  /** FNV-1a of what is shown, in hexadecimal without leading zeros. */
  static String contentHash(ServiceInstance service) {
    long hash = FNV_OFFSET;
    for (byte b : JsonWriter.compact(new View(service, "", ""), LocalRender::service)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return Long.toHexString(hash);
  }

  static void health(Health health, Sink out) {
    out.beginObject();
    out.field("AggregatedStatus", health.status());
    out.name("Service");
    if (health.service() == null) {
      out.nil();
    } else {
      service(health.service(), out);
    }
    out.list("Checks", health.checks(), LocalRender::checkOfHealth);
    out.endObject();
  }

  /** Consul's client form: no tags, no type, and a definition that is always empty. */
  private static void checkOfHealth(HealthCheck check, Sink out) {
    out.beginObject();
    out.field("Node", check.node());
    out.field("CheckID", check.checkId());
    out.field("Name", check.name());
    out.field("Status", check.status());
    out.field("Notes", check.notes());
    out.field("Output", check.output());
    out.field("ServiceID", check.serviceId());
    out.field("ServiceName", check.serviceName());
    out.strings("ServiceTags", null);
    out.field("Type", "");
    out.field("ExposedPort", 0);
    out.name("Definition");
    emptyDefinition(out);
    out.field("CreateIndex", 0);
    out.field("ModifyIndex", 0);
    out.endObject();
  }

  private static void emptyDefinition(Sink out) {
    out.beginObject();
    out.field("HTTP", "");
    out.strings("Header", null);
    out.field("Method", "");
    out.field("Body", "");
    out.field("TLSServerName", "");
    out.field("TLSSkipVerify", false);
    out.field("TCP", "");
    out.field("TCPUseTLS", false);
    out.field("UDP", "");
    out.field("GRPC", "");
    out.field("OSService", "");
    out.field("GRPCUseTLS", false);
    out.field("Interval", "0s");
    out.field("Timeout", "0s");
    out.field("DeregisterCriticalServiceAfter", "0s");
    out.endObject();
  }
}
