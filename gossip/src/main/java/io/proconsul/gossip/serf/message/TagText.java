package io.proconsul.gossip.serf.message;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A member's tags as memberlist carries them: 0xFF and a map, or, of old, the role alone. */
public final class TagText {
  private static final int MAGIC = 0xff;

  private TagText() {}

  public static byte[] encode(Map<String, String> tags) {
    MsgpackWriter out = new MsgpackWriter();
    out.map(new TreeMap<>(tags), (String value, Sink sink) -> sink.string(value));
    return MessageWriter.prefix(MAGIC, out.toBytes());
  }

  /** No tags when they cannot be read: the member is there all the same. */
  public static Map<String, String> decode(byte[] metadata) {
    if (metadata.length == 0 || metadata[0] != (byte) MAGIC) {
      return Map.of("role", new String(metadata, StandardCharsets.UTF_8));
    }
    try {
      return MessageReader.stringMap(ByteBuffer.wrap(metadata, 1, metadata.length - 1));
    } catch (DecodeException _) {
      return Map.of();
    }
  }
}
