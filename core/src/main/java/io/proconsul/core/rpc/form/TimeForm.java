package io.proconsul.core.rpc.form;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.GoTime;
import io.proconsul.codec.Sink;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A point in time as Go's {@code MarshalBinary} has it: a version, seconds since the year 1,
 * nanoseconds, and minutes east of Greenwich. MessagePack's own timestamp is read as well.
 */
final class TimeForm {
  private static final int LENGTH = 15;
  private static final byte VERSION = 1;
  private static final short UTC = -1;
  private static final long YEAR_ONE = GoTime.ZERO.getEpochSecond();

  private TimeForm() {}

  static void field(String name, Instant time, Sink out) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put(VERSION).putLong(time.getEpochSecond() - YEAR_ONE).putInt(time.getNano());
    bytes.putShort(UTC);
    out.name(name);
    out.bytes(bytes.array());
  }

  /** @throws DecodeException when it is no such time */
  static Instant read(Fields in, String name) {
    byte[] raw = in.has(name) ? in.bytes(name) : new byte[0];
    if (raw.length == 0) {
      return GoTime.ZERO;
    }
    try {
      return read(ByteBuffer.wrap(raw));
    } catch (DateTimeException | ArithmeticException _) {
      throw new DecodeException("msgpack: a time is out of range");
    }
  }

  private static Instant read(ByteBuffer bytes) {
    return switch (bytes.remaining()) {
      case 4 -> Instant.ofEpochSecond(bytes.getInt() & 0xffffffffL);
      case 8 -> {
        long both = bytes.getLong();
        yield Instant.ofEpochSecond(both & (1L << 34) - 1, both >>> 34);
      }
      case 12 -> {
        long nanos = bytes.getInt() & 0xffffffffL;
        yield Instant.ofEpochSecond(bytes.getLong(), nanos);
      }
      case LENGTH, LENGTH + 1 -> {
        bytes.get();
        long seconds = Math.addExact(bytes.getLong(), YEAR_ONE);
        yield Instant.ofEpochSecond(seconds, bytes.getInt() & 0xffffffffL);
      }
      default -> throw new DecodeException("msgpack: a time is of no known length");
    };
  }
}
