package io.proconsul.gossip.serf.message;

import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.function.Consumer;

/** Messages to bytes: a type byte, then a MessagePack map under the names of Serf's fields. */
public final class MessageWriter {
  private MessageWriter() {}

  public static byte[] write(SerfMessage message) {
    return switch (message) {
      case SerfMessage.Relay relay -> relay(relay);
      case SerfMessage.Leave _,
          SerfMessage.Join _,
          SerfMessage.PushPull _,
          SerfMessage.UserEvent _,
          SerfMessage.Query _,
          SerfMessage.Answer _ -> write(message.type(), out -> body(message, out));
    };
  }

  /** A type byte and a map. */
  static byte[] write(int type, Consumer<Sink> body) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    body.accept(out);
    out.endObject();
    return prefix(type, out.toBytes());
  }

  static byte[] prefix(int type, byte[] body) {
    byte[] bytes = new byte[body.length + 1];
    bytes[0] = (byte) type;
    System.arraycopy(body, 0, bytes, 1, body.length);
    return bytes;
  }

  private static void body(SerfMessage message, Sink out) {
    switch (message) {
      case SerfMessage.Leave leave -> {
        out.unsignedField("LTime", leave.ltime());
        out.field("Node", leave.node());
        out.field("Prune", leave.prune());
      }
      case SerfMessage.Join join -> {
        out.unsignedField("LTime", join.ltime());
        out.field("Node", join.node());
      }
      case SerfMessage.PushPull state -> pushPull(state, out);
      case SerfMessage.UserEvent event -> {
        out.unsignedField("LTime", event.ltime());
        out.field("Name", event.name());
        bytes("Payload", event.payload(), out);
        out.field("CC", event.coalesce());
      }
      case SerfMessage.Query query -> query(query, out);
      case SerfMessage.Answer answer -> {
        out.unsignedField("LTime", answer.ltime());
        out.unsignedField("ID", answer.id());
        out.field("From", answer.from());
        out.field("Flags", answer.flags());
        bytes("Payload", answer.payload(), out);
      }
      case SerfMessage.Relay _ -> throw new IllegalArgumentException("a relay is no single map");
    }
  }

  private static void pushPull(SerfMessage.PushPull state, Sink out) {
    out.unsignedField("LTime", state.clocks().intents());
    out.map("StatusLTimes", state.statusTimes(), (Long time, Sink sink) -> sink.unsigned(time));
    out.strings("LeftMembers", state.left());
    out.unsignedField("EventLTime", state.clocks().events());
    out.list("Events", state.events(), (SerfMessage.EventsAt at, Sink sink) -> {
      sink.beginObject();
      sink.unsignedField("LTime", at.ltime());
      sink.list("Events", at.events(), MessageWriter::namedPayload);
      sink.endObject();
    });
    out.unsignedField("QueryLTime", state.clocks().queries());
  }

  private static void namedPayload(SerfMessage.NamedPayload event, Sink out) {
    out.beginObject();
    out.field("Name", event.name());
    bytes("Payload", event.payload(), out);
    out.endObject();
  }

  private static void query(SerfMessage.Query query, Sink out) {
    out.unsignedField("LTime", query.ltime());
    out.unsignedField("ID", query.id());
    bytes("Addr", query.source().ip().bytes(), out);
    out.field("Port", query.source().port());
    out.field("SourceNode", query.sourceNode());
    out.list("Filters", query.filters(), (byte[] filter, Sink sink) -> sink.bytes(filter));
    out.field("Flags", query.flags());
    out.field("RelayFactor", query.relayFactor());
    out.field("Timeout", query.timeout().toNanos());
    out.field("Name", query.content().name());
    bytes("Payload", query.content().payload(), out);
  }

  private static byte[] relay(SerfMessage.Relay relay) {
    byte[] header = write(MessageType.RELAY, out -> {
      out.name("DestAddr");
      out.beginObject();
      address(relay.to(), out);
      out.endObject();
      out.field("DestName", relay.node());
    });
    byte[] bytes = new byte[header.length + relay.message().length];
    System.arraycopy(header, 0, bytes, 0, header.length);
    System.arraycopy(relay.message(), 0, bytes, header.length, relay.message().length);
    return bytes;
  }

  private static void address(NodeAddress address, Sink out) {
    bytes("IP", address.ip().bytes(), out);
    out.field("Port", address.port());
    out.field("Zone", "");
  }

  static void bytes(String name, byte[] value, Sink out) {
    out.name(name);
    out.bytes(value);
  }
}
