package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the mesh parts of an instance into the form that Consul shows: known names in their own
 * letters, nothing that is empty, and the three parts of a proxy that are always there.
 */
final class MeshMapping {
  static final List<String> PROXY = List.of(
      "EnvoyExtensions",
      "DestinationServiceName",
      "DestinationServiceID",
      "LocalServiceAddress",
      "LocalServicePort",
      "LocalServiceSocketPath",
      "Mode",
      "TransparentProxy",
      "Config",
      "Upstreams",
      "MeshGateway",
      "Expose",
      "AccessLogs",
      "MutualTLSMode");

  private static final List<String> CONNECT = List.of("Native", "SidecarService", "PeerMeta");

  private MeshMapping() {}

  static Value.Obj proxy(Fields in) {
    Map<String, Value> fields = present(in, PROXY);
    fields.putIfAbsent("Mode", Value.of(""));
    fields.putIfAbsent("MeshGateway", Value.Obj.EMPTY);
    fields.putIfAbsent("Expose", Value.Obj.EMPTY);
    return new Value.Obj(fields);
  }

  static Value.Obj connect(Fields in) {
    return new Value.Obj(present(in, CONNECT));
  }

  /** The named fields that hold something. */
  static Map<String, Value> present(Fields in, List<String> names) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String name : names) {
      Value value = in.value(name);
      if (value != null && !isZero(value)) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static boolean isZero(Value value) {
    return switch (value) {
      case Value.Nil() -> true;
      case Value.Bool(boolean flag) -> !flag;
      case Value.Int(long number) -> number == 0;
      case Value.Num(double number, String _) -> number == 0;
      case Value.Str(String text) -> text.isEmpty();
      case Value.Bytes(byte[] raw) -> raw.length == 0;
      case Value.Arr(List<Value> values) -> values.isEmpty();
      case Value.Obj(Map<String, Value> fields) -> fields.isEmpty();
    };
  }
}
