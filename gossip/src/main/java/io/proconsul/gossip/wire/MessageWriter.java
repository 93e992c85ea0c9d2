package io.proconsul.gossip.wire;

import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a message as its type and the map under Go's field names, without any wrapping. */
public final class MessageWriter {
  private MessageWriter() {}

  /** One message as packets and queues hold it, or as a stream begins with it. */
  public static byte[] write(Message message) {
    return switch (message) {
      case Message.Ping ping -> typed(MessageType.PING, map(sink -> writePing(ping, sink)));
      case Message.IndirectPing ping ->
        typed(MessageType.INDIRECT_PING, map(sink -> writeIndirect(ping, sink)));
      case Message.Ack ack -> typed(MessageType.ACK, map(sink -> writeAck(ack, sink)));
      case Message.Nack(long seqNo) ->
        typed(MessageType.NACK, map(sink -> sink.field("SeqNo", seqNo)));
      case Message.Suspect(long incarnation, String node, String from) ->
        typed(MessageType.SUSPECT, map(sink -> writeAccusation(incarnation, node, from, sink)));
      case Message.Dead(long incarnation, String node, String from) ->
        typed(MessageType.DEAD, map(sink -> writeAccusation(incarnation, node, from, sink)));
      case Message.Alive alive ->
        typed(MessageType.ALIVE, map(sink -> writeAlive(alive, -1, sink)));
      case Message.User(byte[] payload) -> typed(MessageType.USER, payload);
      case Message.Failure(String error) ->
        typed(MessageType.ERROR, map(sink -> sink.field("Error", error)));
      case Message.PushPull pushPull -> pushPull(pushPull);
    };
  }

  /** A user message on a stream, where its length has to be told. */
  static byte[] writeStreamed(Message.User message) {
    byte[] payload = message.payload();
    byte[] header = map(sink -> sink.field("UserMsgLen", payload.length));
    return typed(MessageType.USER, header, payload);
  }

  static byte[] map(Consumer<Sink> fields) {
    MsgpackWriter sink = new MsgpackWriter();
    sink.beginObject();
    fields.accept(sink);
    sink.endObject();
    return sink.toBytes();
  }

  static byte[] typed(int type, byte[]... parts) {
    int length = 1;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] bytes = new byte[length];
    bytes[0] = (byte) type;
    int at = 1;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  // fields come in the order of their names, as Go's library writes them

  private static void writePing(Message.Ping ping, Sink sink) {
    sink.field("Node", ping.node());
    sink.field("SeqNo", ping.seqNo());
    writeSource(ping.source(), sink);
  }

  private static void writeIndirect(Message.IndirectPing ping, Sink sink) {
    sink.field("Nack", ping.nack());
    sink.field("Node", ping.node());
    sink.field("Port", ping.target().port());
    sink.field("SeqNo", ping.seqNo());
    writeSource(ping.source(), sink);
    sink.field("Target", ping.target().ip().bytes(), MessageWriter::writeBytes);
  }

  private static void writeSource(Message.@Nullable Source source, Sink sink) {
    if (source != null) {
      sink.field("SourceAddr", source.address().ip().bytes(), MessageWriter::writeBytes);
      sink.fieldUnlessEmpty("SourceNode", source.node());
      sink.field("SourcePort", source.address().port());
    }
  }

  private static void writeAck(Message.Ack ack, Sink sink) {
    sink.field("Payload", ack.payload(), MessageWriter::writeBytes);
    sink.field("SeqNo", ack.seqNo());
  }

  private static void writeAccusation(long incarnation, String node, String from, Sink sink) {
    sink.field("From", from);
    sink.field("Incarnation", incarnation);
    sink.field("Node", node);
  }

  /** @param state in a push/pull; negative elsewhere */
  private static void writeAlive(Message.Alive alive, int state, Sink sink) {
    sink.field("Addr", alive.address().ip().bytes(), MessageWriter::writeBytes);
    sink.field("Incarnation", alive.incarnation());
    sink.field("Meta", alive.metadata(), MessageWriter::writeBytes);
    sink.field(state < 0 ? "Node" : "Name", alive.node());
    sink.field("Port", alive.address().port());
    if (state >= 0) {
      sink.field("State", state);
    }
    sink.field("Vsn", alive.versions().toBytes(), MessageWriter::writeBytes);
  }

  static void writeBytes(byte[] bytes, Sink sink) {
    if (bytes.length == 0) {
      sink.nil();
    } else {
      sink.bytes(bytes);
    }
  }

  private static byte[] pushPull(Message.PushPull state) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(256 + 160 * state.members().size());
    out.write(MessageType.PUSH_PULL);
    out.writeBytes(map(sink -> {
      sink.field("Join", state.join());
      sink.field("Nodes", state.members().size());
      sink.field("UserStateLen", state.userState().length);
    }));
    for (Message.Known known : state.members()) {
      out.writeBytes(map(sink -> writeAlive(known.alive(), known.state(), sink)));
    }
    out.writeBytes(state.userState());
    return out.toByteArray();
  }
}
