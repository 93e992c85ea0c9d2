package io.proconsul.raftlog.peer;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

  /** Of each frame, whatever others take. */
  static final int FREE = 64 << 10;

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
  static Frame read(DataInputStream in, FrameRoom.Share room) throws IOException {
    var length = in.readInt();
    if (length < OVERHEAD || length > OVERHEAD + MAX_PAYLOAD) {
      throw new FrameException("a frame of " + length + " bytes");
    }
    var bytes = bytes(in, length, room);
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

  private static byte[] bytes(DataInputStream in, int length, FrameRoom.Share room)
      throws IOException {
    var bytes = new byte[Math.min(length, FREE)];
    var filled = 0;
    while (filled < length) {
      if (filled == bytes.length) {
        var larger = (int) Math.min(length, 2L * filled);
        room.take(larger - filled);
        bytes = Arrays.copyOf(bytes, larger);
      }
      var count = in.read(bytes, filled, bytes.length - filled);
      if (count < 0) {
        throw new EOFException("the connection ended within a frame");
      }
      filled += count;
    }
    return bytes;
  }
}
