package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Brings the mesh parts of a definition, which may be spelled with underscores, into the form that
 * the catalog keeps. What is opaque, such as a proxy's {@code Config}, stays as it is.
 */
final class ProxyForm {
  private static final Pattern WORD_END =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private static final List<String> UPSTREAM = List.of(
      "DestinationType",
      "DestinationNamespace",
      "DestinationPartition",
      "DestinationPeer",
      "DestinationName",
      "Datacenter",
      "LocalBindAddress",
      "LocalBindPort",
      "LocalBindSocketPath",
      "LocalBindSocketMode",
      "Config",
      "MeshGateway",
      "IngressHosts");

  /** The parts that have fields of their own. */
  private static final Map<String, List<String>> PARTS = Map.of(
      "Upstreams", UPSTREAM,
      "MeshGateway", List.of("Mode"),
      "Expose", List.of("Checks", "Paths"),
      "Paths", List.of("ListenerPort", "Path", "LocalPathPort", "Protocol", "ParsedFromCheck"),
      "TransparentProxy", List.of("OutboundListenerPort", "DialedDirectly"),
      "AccessLogs",
          List.of("Enabled", "DisableListenerLogs", "Type", "Path", "JSONFormat", "TextFormat"));

  private ProxyForm() {}

  static Value.Obj of(Value.Obj given) {
    return MeshMapping.proxy(new Fields("Proxy", part(given, MeshMapping.PROXY)));
  }

  /** Without the sidecar, which is a service of its own. */
  static Value.Obj connect(Value.Obj given) {
    return part(given, List.of("Native", "PeerMeta"));
  }

  static Value.Obj locality(Value.Obj given) {
    return part(given, List.of("Region", "Zone"));
  }

  private static Value.Obj part(Value.Obj given, List<String> names) {
    Fields in = new Fields("", given);
    Map<String, Value> found = new LinkedHashMap<>();
    for (String name : names) {
      Value value = in.value(in.spelled(name, underscored(name)));
      if (value != null) {
        found.put(name, inside(name, value));
      }
    }
    return new Value.Obj(MeshMapping.present(new Fields("", new Value.Obj(found)), names));
  }

  private static Value inside(String name, Value value) {
    List<String> names = PARTS.get(name);
    if (names == null) {
      return name.equals("Config") ? sorted(value) : value;
    }
    return switch (value) {
      case Value.Obj object -> one(name, object, names);
      case Value.Arr(List<Value> values) ->
        new Value.Arr(values.stream().map(each -> inside(name, each)).toList());
      case Value.Nil _, Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _ -> value;
    };
  }

  /** Go shows maps by their keys, and sends them in no order. */
  private static Value sorted(Value value) {
    if (!(value instanceof Value.Obj(Map<String, Value> fields))) {
      return value;
    }
    Map<String, Value> byKey = new LinkedHashMap<>();
    new TreeMap<>(fields).forEach((key, each) -> byKey.put(key, sorted(each)));
    return new Value.Obj(byKey);
  }

  private static Value.Obj one(String name, Value.Obj given, List<String> names) {
    Value.Obj object = part(given, names);
    if (!name.equals("Upstreams")) {
      return object;
    }
    Map<String, Value> fields = new LinkedHashMap<>(object.fields());
    fields.putIfAbsent("DestinationType", Value.of("service"));
    fields.putIfAbsent("Datacenter", Value.of(""));
    fields.putIfAbsent("MeshGateway", Value.Obj.EMPTY);
    return new Value.Obj(fields);
  }

  private static String underscored(String name) {
    return WORD_END.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
