package io.proconsul.core.watch;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each watch type gives its handler. */
final class Shapes {
  private static final String[] DURATIONS = {"Interval", "Timeout", "DeregisterCriticalServiceAfter"
  };

  private static final Shape KEY = new Shape()
      .texts("Key")
      .numbers("CreateIndex", "ModifyIndex", "LockIndex", "Flags")
      .any("Value")
      .texts("Session")
      .optional("Namespace", "Partition");

  private static final Shape NODE = new Shape()
      .texts("ID", "Node", "Address", "Datacenter")
      .any("TaggedAddresses", "Meta")
      .numbers("CreateIndex", "ModifyIndex")
      .optional("Partition", "PeerName", "Locality");

  private static final Shape CHECK = new Shape()
      .texts("Node", "CheckID", "Name", "Status", "Notes", "Output", "ServiceID", "ServiceName")
      .any("ServiceTags")
      .texts("Type")
      .optional("Namespace", "Partition")
      .numbers("ExposedPort")
      .optional("PeerName")
      .object(
          "Definition",
          new Shape()
              .texts(DURATIONS)
              .texts("HTTP")
              .any("Header")
              .texts("Method", "Body", "TLSServerName")
              .switches("TLSSkipVerify")
              .texts("TCP")
              .switches("TCPUseTLS")
              .texts("UDP", "GRPC", "OSService")
              .switches("GRPCUseTLS"))
      .numbers("CreateIndex", "ModifyIndex");

  private static final Shape PROXY = new Shape()
      .optional(
          "EnvoyExtensions",
          "DestinationServiceName",
          "DestinationServiceID",
          "LocalServiceAddress",
          "LocalServicePort",
          "LocalServiceSocketPath",
          "Mode",
          "TransparentProxy",
          "Config",
          "Upstreams")
      .object("MeshGateway", new Shape().optional("Mode"))
      .object("Expose", new Shape().optional("Checks", "Paths"))
      .optional("AccessLogs");

  private static final Shape ENTRY = new Shape()
      .object("Node", NODE)
      .object(
          "Service",
          new Shape()
              .optional("Kind")
              .texts("ID", "Service")
              .any("Tags", "Meta")
              .numbers("Port")
              .texts("Address")
              .optional("SocketPath", "TaggedAddresses")
              .object("Weights", new Shape().numbers("Passing", "Warning"))
              .switches("EnableTagOverride")
              .numbers("CreateIndex", "ModifyIndex")
              .optional("ContentHash")
              .object("Proxy", PROXY)
              .object("Connect", new Shape().optional("Native", "SidecarService"))
              .optional("PeerName", "Namespace", "Partition", "Datacenter", "Locality"))
      .list("Checks", CHECK);

  private static final Shape EVENT = new Shape()
      .texts("ID", "Name")
      .any("Payload")
      .texts("NodeFilter", "ServiceFilter", "TagFilter")
      .numbers("Version", "LTime");

  private Shapes() {}

  /** The one key of the answer; null when there is none. */
  static void key(Value answer, Sink out) {
    if (answer instanceof Value.Arr(List<Value> values) && !values.isEmpty()) {
      KEY.write(values.get(0), out);
    } else {
      out.nil();
    }
  }

  static void keys(Value answer, Sink out) {
    KEY.writeAll(answer, out);
  }

  static void nodes(Value answer, Sink out) {
    NODE.writeAll(answer, out);
  }

  /** Names with tags; Go sorts the keys of a map. */
  static void services(Value answer, Sink out) {
    if (answer instanceof Value.Obj(Map<String, Value> fields)) {
      out.map(new TreeMap<>(fields), Value::writeTo);
    } else {
      out.nil();
    }
  }

  static void entries(Value answer, Sink out) {
    ENTRY.writeAll(mapList(answer, entry -> with(entry, "Checks", Shapes::readableChecks)), out);
  }

  static void checks(Value answer, Sink out) {
    CHECK.writeAll(readableChecks(answer), out);
  }

  static void events(Value answer, Sink out) {
    EVENT.writeAll(answer, out);
  }

  private interface Change {
    Value apply(Value value);
  }

  private static Value readableChecks(Value checks) {
    return mapList(checks, check -> with(check, "Definition", Shapes::readable));
  }

  /** Durations always show: {@code 0s} where the check has none. */
  private static Value readable(Value definition) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (definition instanceof Value.Obj object) {
      fields.putAll(object.fields());
    }
    for (String name : DURATIONS) {
      fields.put(name, new Value.Str(duration(fields.getOrDefault(name, Value.Nil.NIL))));
    }
    return new Value.Obj(fields);
  }

  private static String duration(Value value) {
    if (value instanceof Value.Str(String text) && !text.isEmpty()) {
      try {
        return GoDuration.format(GoDuration.parse(text));
      } catch (DecodeException _) {
        return text;
      }
    }
    return "0s";
  }

  private static Value mapList(Value list, Change change) {
    return list instanceof Value.Arr(List<Value> values)
        ? new Value.Arr(values.stream().map(change::apply).toList())
        : list;
  }

  private static Value with(Value value, String name, Change change) {
    if (!(value instanceof Value.Obj object)) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>(object.fields());
    fields.put(name, change.apply(fields.getOrDefault(name, Value.Nil.NIL)));
    return new Value.Obj(fields);
  }
}
