package io.proconsul.gossip.serf.message;

import io.proconsul.codec.DecodeException;
import java.nio.ByteBuffer;

/** What the payload of a query about keys holds: the key, empty for a listing. */
public record KeyRequest(byte[] key) {
  public byte[] toBytes() {
    return MessageWriter.write(
        MessageType.KEY_REQUEST, out -> MessageWriter.bytes("Key", key, out));
  }

  /**
   * Serf does not look at the type byte here.
   *
   * @throws DecodeException when it is no key request
   */
  public static KeyRequest read(byte[] payload) {
    if (payload.length == 0) {
      throw new DecodeException("serf: an empty key request");
    }
    ByteBuffer body = ByteBuffer.wrap(payload, 1, payload.length - 1);
    return new KeyRequest(MessageReader.fields("keyRequest", body).bytes("Key"));
  }
}
