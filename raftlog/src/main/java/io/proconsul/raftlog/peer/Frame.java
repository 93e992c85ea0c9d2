package io.proconsul.raftlog.peer;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One message on a connection: length, id, type, kind, payload and a CRC32C over all but the
 * length.
 *
 * @param id chosen by who asks; the answer repeats it
 * @param kind what is asked; the answer repeats it
 */
record Frame(long id, Type type, byte kind, byte[] payload) {
  /** Room for the largest command that a log takes, and for what is around it. */
  static final int MAX_PAYLOAD = 80 << 20;

  private static final int HEADER = Long.BYTES + 2;
  private static final int OVERHEAD = HEADER + Integer.BYTES;

  enum Type {
    REQUEST(0),
    ANSWER(1),
    /** An answer that says why there is none; what is in it, the user of the frames knows. */
    FAILURE(2);

    private final byte code;

    Type(int code) {
      this.code = (byte) code;
    }

    static Type of(byte code) throws FrameException {
      return switch (code) {
        case 0 -> REQUEST;
        case 1 -> ANSWER;
        case 2 -> FAILURE;
        default -> throw new FrameException("a frame of the unknown type " + code);
      };
    }
  }

  /** Ready to be written as it is. */
  byte[] encode() {
    var buffer = ByteBuffer.allocate(Integer.BYTES + OVERHEAD + payload.length);
    buffer.putInt(OVERHEAD + payload.length).putLong(id);
    buffer.put(type.code).put(kind).put(payload);
    var checksum = new CRC32C();
    checksum.update(buffer.array(), Integer.BYTES, HEADER + payload.length);
    return buffer.putInt((int) checksum.getValue()).array();
  }

  /** Blocks for a whole frame; memory is taken as the bytes come, not as the length claims. */
  static Frame read(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length < OVERHEAD || length > OVERHEAD + MAX_PAYLOAD) {
      throw new FrameException("a frame of " + length + " bytes");
    }
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a frame");
    }
    var buffer = ByteBuffer.wrap(bytes);
    var checksum = new CRC32C();
    checksum.update(bytes, 0, length - Integer.BYTES);
    if (buffer.getInt(length - Integer.BYTES) != (int) checksum.getValue()) {
      throw new FrameException("a frame whose checksum is wrong");
    }
    var id = buffer.getLong();
    var type = Type.of(buffer.get());
    var kind = buffer.get();
    var payload = new byte[length - OVERHEAD];
    buffer.get(payload);
    return new Frame(id, type, kind, payload);
  }
}
