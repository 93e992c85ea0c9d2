package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one piece: those without a wrapping, and those that a packet holds. */
final class MessageReader {
  private static final byte[] NO_VERSIONS = new byte[6];

  private MessageReader() {}

  /** @throws DecodeException when the bytes are no message that a packet may hold */
  static Message read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new DecodeException("missing message type byte");
    }
    int type = bytes[0] & 0xff;
    return switch (type) {
      case MessageType.PING -> ping(Struct.read("ping", bytes, 1));
      case MessageType.INDIRECT_PING -> indirectPing(Struct.read("indirectPing", bytes, 1));
      case MessageType.ACK -> ack(Struct.read("ackResp", bytes, 1));
      case MessageType.NACK ->
        new Message.Nack(Struct.read("nackResp", bytes, 1).uint32("SeqNo"));
      case MessageType.SUSPECT -> suspect(Struct.read("suspect", bytes, 1));
      case MessageType.ALIVE -> alive(Struct.read("alive", bytes, 1), "Node");
      case MessageType.DEAD -> dead(Struct.read("dead", bytes, 1));
      case MessageType.USER -> new Message.User(Arrays.copyOfRange(bytes, 1, bytes.length));
      default -> throw new DecodeException("msg type (" + type + ") not supported");
    };
  }

  static Message.Ping ping(Struct struct) {
    return new Message.Ping(struct.uint32("SeqNo"), struct.text("Node"), source(struct));
  }

  private static Message indirectPing(Struct struct) {
    return new Message.IndirectPing(
        struct.uint32("SeqNo"),
        struct.address("Target", "Port"),
        struct.text("Node"),
        struct.bool("Nack"),
        source(struct));
  }

  private static Message.@Nullable Source source(Struct struct) {
    NodeAddress address = struct.addressOrNull("SourceAddr", "SourcePort");
    return address == null || address.port() == 0
        ? null
        : new Message.Source(address, struct.text("SourceNode"));
  }

  static Message.Ack ack(Struct struct) {
    return new Message.Ack(struct.uint32("SeqNo"), struct.bytes("Payload"));
  }

  private static Message suspect(Struct struct) {
    return new Message.Suspect(
        struct.uint32("Incarnation"), struct.text("Node"), struct.text("From"));
  }

  private static Message dead(Struct struct) {
    return new Message.Dead(struct.uint32("Incarnation"), struct.text("Node"), struct.text("From"));
  }

  private static Message.Alive alive(Struct struct, String nameField) {
    byte[] versions = struct.bytes("Vsn");
    return new Message.Alive(
        struct.uint32("Incarnation"),
        struct.text(nameField),
        struct.address("Addr", "Port"),
        struct.bytes("Meta"),
        Versions.of(versions.length == 0 ? NO_VERSIONS : versions));
  }

  static Message.Known known(Struct struct) {
    int state = (int) struct.number("State", Message.Known.LEFT);
    return new Message.Known(alive(struct, "Name"), state);
  }
}
