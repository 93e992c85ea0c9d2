package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The definition that a check in the catalog carries for whoever runs it: only what was given. */
final class CheckDefinitionMapping {
  private static final List<String> DURATIONS =
      List.of("Interval", "Timeout", "DeregisterCriticalServiceAfter");

  private static final List<String> OTHERS = List.of(
      "HTTP",
      "TLSServerName",
      "TLSSkipVerify",
      "Header",
      "Method",
      "Body",
      "DisableRedirects",
      "TCP",
      "TCPUseTLS",
      "UDP",
      "H2PING",
      "H2PingUseTLS",
      "OSService",
      "GRPC",
      "GRPCUseTLS",
      "ScriptArgs",
      "DockerContainerID",
      "Shell",
      "AliasNode",
      "AliasService",
      "TTL");

  private CheckDefinitionMapping() {}

  /** Fields that nobody knows are left out without complaint, as Consul does here alone. */
  static Value.Obj read(Fields in) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String name : DURATIONS) {
      Duration duration = in.duration(name);
      if (!duration.isZero()) {
        fields.put(name, Value.of(GoDuration.format(duration)));
      }
    }
    fields.putAll(MeshMapping.present(in, OTHERS));
    in.object().fields().keySet().forEach(in::skip);
    return new Value.Obj(fields);
  }

  /** The word for what a definition looks at; empty when it does not say. */
  static String type(Value.Obj definition) {
    return switch (firstOf(
        definition,
        "HTTP",
        "TCP",
        "UDP",
        "GRPC",
        "DockerContainerID",
        "ScriptArgs",
        "H2PING",
        "OSService",
        "AliasNode",
        "AliasService",
        "TTL")) {
      case "HTTP" -> "http";
      case "TCP" -> "tcp";
      case "UDP" -> "udp";
      case "GRPC" -> "grpc";
      case "DockerContainerID" -> "docker";
      case "ScriptArgs" -> "script";
      case "H2PING" -> "h2ping";
      case "OSService" -> "os_service";
      case "AliasNode", "AliasService" -> "alias";
      case "TTL" -> "ttl";
      default -> "";
    };
  }

  private static String firstOf(Value.Obj definition, String... names) {
    for (String name : names) {
      if (definition.get(name) != null) {
        return name;
      }
    }
    return "";
  }
}
