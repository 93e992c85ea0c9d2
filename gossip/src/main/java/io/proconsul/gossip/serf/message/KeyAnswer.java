package io.proconsul.gossip.serf.message;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One member's answer to a query about keys.
 *
 * @param message what went wrong, or what is to be known although nothing did
 * @param keys all, in base64, for a listing
 * @param primaryKey in base64, for a listing
 */
public record KeyAnswer(boolean result, String message, List<String> keys, String primaryKey) {
  public static KeyAnswer done() {
    return new KeyAnswer(true, "", List.of(), "");
  }

  public static KeyAnswer failed(String message) {
    return new KeyAnswer(false, message, List.of(), "");
  }

  public byte[] toBytes() {
    return MessageWriter.write(MessageType.KEY_RESPONSE, out -> {
      out.field("Result", result);
      out.field("Message", message);
      out.strings("Keys", keys);
      out.field("PrimaryKey", primaryKey);
    });
  }

  /** Whether the payload claims to be such an answer. */
  public static boolean claimed(byte[] payload) {
    return payload.length > 0 && payload[0] == MessageType.KEY_RESPONSE;
  }

  /** @throws DecodeException when it is none */
  public static KeyAnswer read(byte[] payload) {
    if (!claimed(payload)) {
      throw new DecodeException("serf: not a key response");
    }
    Fields in =
        MessageReader.fields("nodeKeyResponse", ByteBuffer.wrap(payload, 1, payload.length - 1));
    List<String> keys = in.strings("Keys");
    return new KeyAnswer(
        in.bool("Result"),
        in.string("Message"),
        keys == null ? List.of() : keys,
        in.string("PrimaryKey"));
  }
}
