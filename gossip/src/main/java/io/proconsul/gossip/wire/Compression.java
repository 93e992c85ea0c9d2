package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;

/** The wrapping for what LZW made smaller. */
final class Compression {
  private static final int LZW = 0;

  private Compression() {}

  static byte[] wrap(byte[] plain) {
    byte[] packed = Lzw.compress(plain);
    byte[] body = MessageWriter.map(sink -> {
      sink.field("Algo", LZW);
      sink.field("Buf", packed, MessageWriter::writeBytes);
    });
    return MessageWriter.typed(MessageType.COMPRESS, body);
  }

  /** @throws DecodeException for another algorithm, a damaged stream, or more than the limit */
  static byte[] unwrap(Struct struct, int limit, Allowance memory) {
    long algorithm = struct.number("Algo", 0xff);
    if (algorithm != LZW) {
      throw new DecodeException("Cannot decompress unknown algorithm " + algorithm);
    }
    return LzwReader.decompress(struct.bytes("Buf"), limit, memory);
  }
}
