package io.proconsul.codec.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.RandomValues;
import io.proconsul.codec.Value;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MsgpackBoundaryTest {
  private static final String ZEROS_31 =
      "00000000000000000000000000000000000000000000000000000000000000";

  private final MsgpackBoundary boundary = new MsgpackBoundary();

  @ParameterizedTest
  @CsvSource({
    "00, 1",
    "ff, 1",
    "c0, 1",
    "c2, 1",
    "c3, 1",
    "80, 1",
    "90, 1",
    "a0, 1",
    "cc00, 2",
    "cd0000, 3",
    "ce00000000, 5",
    "cf0000000000000000, 9",
    "d000, 2",
    "d10000, 3",
    "d200000000, 5",
    "d30000000000000000, 9",
    "ca00000000, 5",
    "cb0000000000000000, 9",
    "a161, 2",
    "bf" + ZEROS_31 + ", 32",
    "c40161, 3",
    "c5000161, 4",
    "c60000000161, 6",
    "d90161, 3",
    "da000161, 4",
    "db0000000161, 6",
    "c7010561, 4",
    "c800010561, 5",
    "c9000000010561, 7",
    "d40561, 3",
    "d5050000, 4",
    "d60500000000, 6",
    "d7050000000000000000, 10",
    "d805" + ZEROS_31 + "00, 18",
    "9201a161, 4",
    "dc00020102, 5",
    "dd000000020102, 7",
    "8101a161, 4",
    "de00010102, 5",
    "df000000010102, 7",
    "81a1619281a162c0a163, 10",
    "c4 00, 2",
    "dc0000, 3",
  })
  void knowsTheLengthOfEveryForm(String hex, int length) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", "") + "c1c1");
    assertThat(boundary.advance(bytes, 0, bytes.length)).isEqualTo(length);
    assertThat(boundary.complete()).isTrue();
    boundary.restart();
    for (int at = 0; at < length; at++) {
      assertThat(boundary.complete()).isFalse();
      assertThat(boundary.advance(bytes, at, 1)).isEqualTo(1);
    }
    assertThat(boundary.complete()).isTrue();
    assertThat(boundary.advance(bytes, length, 1)).isZero();
  }

  @Property(tries = 200)
  void agreesWithTheWriterHoweverTheBytesArrive(
      @ForAll("values") Value value, @ForAll @IntRange(min = 1, max = 40) int piece) {
    byte[] bytes = MsgpackWriter.encode(value, Value::writeTo);
    MsgpackBoundary pieces = new MsgpackBoundary();
    for (int at = 0; at < bytes.length; at += piece) {
      assertThat(pieces.complete()).isFalse();
      int size = Math.min(piece, bytes.length - at);
      assertThat(pieces.advance(bytes, at, size)).isEqualTo(size);
    }
    assertThat(pieces.complete()).isTrue();
  }

  @Provide
  Arbitrary<Value> values() {
    return RandomValues.values(RandomValues.RAW_TEXTS);
  }

  @Test
  void sizesThatNeverComeCostNothing() {
    byte[] bytes = new byte[1 << 16];
    for (int at = 0; at < bytes.length - 4; at += 5) {
      bytes[at] = (byte) 0xdf;
      bytes[at + 1] = bytes[at + 2] = bytes[at + 3] = bytes[at + 4] = (byte) 0xff;
    }
    for (int times = 0; times < 100; times++) {
      assertThat(boundary.advance(bytes, 0, bytes.length - 1)).isEqualTo(bytes.length - 1);
      assertThat(boundary.complete()).isFalse();
    }
  }

  @Test
  void whatIsNoMessagePackIsRefused() {
    assertThatThrownBy(() -> boundary.advance(new byte[] {(byte) 0xc1}, 0, 1))
        .isInstanceOf(DecodeException.class)
        .hasMessage("msgpack: unknown tag 0xc1");
  }

  /** Each would take its claim's memory, four hundred times over. */
  @Test
  void arraysThatClaimMuchWithinEachOtherAreCutOff() {
    byte[] input = new byte[16 << 20];
    ByteBuffer claims = ByteBuffer.wrap(input);
    for (int i = 0; i < 400; i++) {
      claims.put((byte) 0xdd).putInt((16 << 20) - 5 * (i + 1));
    }
    assertThatThrownBy(() -> MsgpackReader.read(input)).isInstanceOf(DecodeException.class);
  }

  @Test
  void noMoreValuesAreReadThanAreAllowed() {
    byte[] three = {(byte) 0x92, 1, 2};
    assertThat(MsgpackReader.read(three, 3)).isEqualTo(MsgpackReader.read(three));
    assertThatThrownBy(() -> MsgpackReader.read(three, 2))
        .hasMessage("msgpack: more values than are allowed");
  }
}
