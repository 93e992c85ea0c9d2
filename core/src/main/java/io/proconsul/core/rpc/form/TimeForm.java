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
 * nanoseconds, and minutes east of Greenwich.
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
    if (raw.length < LENGTH || raw[0] < VERSION) {
      throw new DecodeException("Time.UnmarshalBinary: invalid length or version");
    }
    ByteBuffer bytes = ByteBuffer.wrap(raw, 1, LENGTH - 1);
    try {
      return Instant.ofEpochSecond(
          Math.addExact(bytes.getLong(), YEAR_ONE), bytes.getInt() & 0xffffffffL);
    } catch (DateTimeException | ArithmeticException _) {
      throw new DecodeException("Time.UnmarshalBinary: out of range");
    }
  }
}
