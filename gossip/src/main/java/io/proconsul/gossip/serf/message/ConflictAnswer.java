package io.proconsul.gossip.serf.message;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which member one node knows under a name that two claim. */
public record ConflictAnswer(
    String name, NodeAddress address, Map<String, String> tags, int status, Versions versions) {
  /** Of a node that knows nobody of that name. */
  public static byte[] unknown() {
    return new byte[] {MessageType.CONFLICT_RESPONSE, (byte) 0xc0};
  }

  public byte[] toBytes() {
    return MessageWriter.write(MessageType.CONFLICT_RESPONSE, out -> {
      out.field("Name", name);
      MessageWriter.bytes("Addr", address.ip().bytes(), out);
      out.field("Port", address.port());
      out.stringMap("Tags", tags);
      out.field("Status", status);
      out.field("ProtocolMin", versions.protocol().min());
      out.field("ProtocolMax", versions.protocol().max());
      out.field("ProtocolCur", versions.protocol().current());
      out.field("DelegateMin", versions.delegate().min());
      out.field("DelegateMax", versions.delegate().max());
      out.field("DelegateCur", versions.delegate().current());
    });
  }

  /**
   * The address in an answer; null when that node knows nobody of the name.
   *
   * @throws DecodeException when it is no such answer
   */
  public static @Nullable NodeAddress readAddress(byte[] payload) {
    if (payload.length == 0 || payload[0] != MessageType.CONFLICT_RESPONSE) {
      throw new DecodeException("serf: not a conflict response");
    }
    Value value = MsgpackReader.read(ByteBuffer.wrap(payload, 1, payload.length - 1));
    return switch (value) {
      case Value.Nil _ -> null;
      case Value.Obj map -> MessageReader.address(new Fields("Member", map), "Addr", "Port");
      case Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _, Value.Arr _ ->
        throw new DecodeException("serf: a member is no map");
    };
  }
}
