package io.proconsul.gossip.serf.message;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bytes to messages. What a stranger sent is a message or a {@link DecodeException}. */
public final class MessageReader {
  private MessageReader() {}

  /** @throws DecodeException when it is none of Serf's messages */
  public static SerfMessage read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new DecodeException("serf: an empty message");
    }
    ByteBuffer body = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    return switch (bytes[0]) {
      case MessageType.LEAVE -> leave(fields("messageLeave", body));
      case MessageType.JOIN -> join(fields("messageJoin", body));
      case MessageType.PUSH_PULL -> pushPull(map("messagePushPull", body));
      case MessageType.USER_EVENT -> userEvent(fields("messageUserEvent", body));
      case MessageType.QUERY -> query(map("messageQuery", body));
      case MessageType.QUERY_RESPONSE -> answer(fields("messageQueryResponse", body));
      case MessageType.RELAY -> relay(fields("relayHeader", body), body);
      default ->
        throw new DecodeException("Received message of unknown type: " + (bytes[0] & 0xff));
    };
  }

  static Fields fields(String type, ByteBuffer body) {
    return new Fields(type, map(type, body));
  }

  private static Value.Obj map(String type, ByteBuffer body) {
    if (MsgpackReader.read(body) instanceof Value.Obj map) {
      return map;
    }
    throw new DecodeException("serf: " + type + " is no map");
  }

  /** A map of texts that stands alone. */
  static Map<String, String> stringMap(ByteBuffer body) {
    Map<String, Value> wrapped = Map.of("Tags", map("Tags", body));
    Map<String, String> texts = new Fields("Tags", new Value.Obj(wrapped)).stringMap("Tags");
    return texts == null ? Map.of() : texts;
  }

  private static SerfMessage leave(Fields in) {
    return new SerfMessage.Leave(time(in, "LTime"), in.string("Node"), in.bool("Prune"));
  }

  private static SerfMessage join(Fields in) {
    return new SerfMessage.Join(time(in, "LTime"), in.string("Node"));
  }

  private static SerfMessage userEvent(Fields in) {
    return new SerfMessage.UserEvent(
        time(in, "LTime"), in.string("Name"), in.bytes("Payload"), in.bool("CC"));
  }

  private static SerfMessage answer(Fields in) {
    return new SerfMessage.Answer(
        time(in, "LTime"),
        in.unsigned("ID"),
        in.string("From"),
        (int) in.unsigned("Flags"),
        in.bytes("Payload"));
  }

  private static SerfMessage pushPull(Value.Obj map) {
    Fields in = new Fields("messagePushPull", map);
    SerfMessage.Clocks clocks =
        new SerfMessage.Clocks(time(in, "LTime"), time(in, "EventLTime"), time(in, "QueryLTime"));
    Map<String, Long> times = new LinkedHashMap<>();
    if (map.get("StatusLTimes") instanceof Value.Obj(Map<String, Value> byNode)) {
      byNode.forEach((node, value) -> times.put(node, statusTime(in, value)));
    }
    List<String> left = in.strings("LeftMembers");
    return new SerfMessage.PushPull(clocks, times, left == null ? List.of() : left, eventsAt(in));
  }

  private static long statusTime(Fields in, Value value) {
    if (value instanceof Value.Int(long time) && time >= 0) {
      return time;
    }
    throw in.mismatch(value, "StatusLTimes", "uint64");
  }

  private static List<SerfMessage.EventsAt> eventsAt(Fields in) {
    List<SerfMessage.EventsAt> result = new ArrayList<>();
    List<SerfMessage.EventsAt> slots = in.list(
        "Events",
        "serf.userEvents",
        slot -> new SerfMessage.EventsAt(time(slot, "LTime"), namedPayloads(slot)));
    if (slots != null) {
      // Serf writes its whole ring of slots, those never used as nil.
      slots.stream().filter(slot -> !slot.events().isEmpty()).forEach(result::add);
    }
    return result;
  }

  private static List<SerfMessage.NamedPayload> namedPayloads(Fields slot) {
    List<SerfMessage.NamedPayload> events = slot.list(
        "Events",
        "serf.userEvent",
        event -> new SerfMessage.NamedPayload(event.string("Name"), event.bytes("Payload")));
    return events == null ? List.of() : events;
  }

  private static SerfMessage query(Value.Obj map) {
    Fields in = new Fields("messageQuery", map);
    List<byte[]> filters = new ArrayList<>();
    if (map.get("Filters") instanceof Value.Arr(List<Value> values)) {
      values.forEach(value -> filters.add(filter(in, value)));
    }
    return new SerfMessage.Query(
        time(in, "LTime"),
        in.unsigned("ID"),
        address(in, "Addr", "Port"),
        in.string("SourceNode"),
        filters,
        (int) in.unsigned("Flags"),
        (int) in.unsigned("RelayFactor") & 0xff,
        in.duration("Timeout"),
        new SerfMessage.NamedPayload(in.string("Name"), in.bytes("Payload")));
  }

  private static byte[] filter(Fields in, Value value) {
    if (value instanceof Value.Bytes(byte[] raw)) {
      return raw;
    }
    throw in.mismatch(value, "Filters", "[]uint8");
  }

  private static SerfMessage relay(Fields in, ByteBuffer rest) {
    NodeAddress to = in.object("DestAddr", "net.UDPAddr", dest -> address(dest, "IP", "Port"));
    if (to == null) {
      throw new DecodeException("serf: a relay without an address");
    }
    byte[] message = new byte[rest.remaining()];
    rest.get(message);
    return new SerfMessage.Relay(to, in.string("DestName"), message);
  }

  static NodeAddress address(Fields in, String ip, String port) {
    long number = in.unsigned(port);
    if (number < 0 || number > 0xffff) {
      throw new DecodeException("serf: port " + number);
    }
    return new NodeAddress(new IpAddress(in.bytes(ip)), (int) number);
  }

  private static long time(Fields in, String name) {
    long time = in.unsigned(name);
    if (time < 0) {
      throw new DecodeException("serf: a Lamport time beyond what 2^63 messages need");
    }
    return time;
  }
}
