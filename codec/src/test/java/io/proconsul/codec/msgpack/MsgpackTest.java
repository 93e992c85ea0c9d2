package io.proconsul.codec.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.RandomValues;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsgpackTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, cc80",
    "255, ccff",
    "256, cd0100",
    "65535, cdffff",
    "65536, ce00010000",
    "4294967295, ceffffffff",
    "4294967296, cf0000000100000000",
    "9223372036854775807, cf7fffffffffffffff",
    "-1, ff",
    "-32, e0",
    "-33, d0df",
    "-128, d080",
    "-129, d1ff7f",
    "-32768, d18000",
    "-32769, d2ffff7fff",
    "-2147483648, d280000000",
    "-2147483649, d3ffffffff7fffffff",
  })
  void wholeNumbersTakeTheSmallestForm(long number, String hex) {
    assertThat(hex(false, sink -> sink.integer(number))).isEqualTo(hex);
    assertThat(read(hex)).isEqualTo(new Value.Int(number));
  }

  @ParameterizedTest
  @CsvSource({"31, bf, bf", "32, da0020, d920", "255, da00ff, d9ff", "256, da0100, da0100"})
  void textsAreRawInTheOldSpecification(int size, String old, String recent) {
    String text = "x".repeat(size);
    assertThat(hex(false, sink -> sink.string(text)))
        .startsWith(old)
        .hasSize(old.length() + 2 * size);
    assertThat(hex(true, sink -> sink.string(text))).startsWith(recent);
    assertThat(hex(false, sink -> sink.bytes(new byte[size]))).startsWith(old);
  }

  @Test
  void bytesAreBinInTheNewSpecification() {
    assertThat(hex(true, sink -> sink.bytes(new byte[] {1}))).isEqualTo("c40101");
    assertThat(hex(true, sink -> sink.bytes(new byte[300]))).startsWith("c5012c");
    assertThat(hex(true, sink -> sink.bytes(new byte[70_000]))).startsWith("c600011170");
  }

  @Test
  void otherLeaves() {
    assertThat(hex(false, Sink::nil)).isEqualTo("c0");
    assertThat(hex(false, sink -> sink.bool(true))).isEqualTo("c3");
    assertThat(hex(false, sink -> sink.number(1.5))).isEqualTo("cb3ff8000000000000");
    assertThat(hex(false, sink -> sink.unsigned(-1))).isEqualTo("cfffffffffffffffff");
    assertThat(read("cfffffffffffffffff"))
        .isEqualTo(new Value.Num(1.8446744073709552E19, "18446744073709551615"));
    assertThat(read("ca3fc00000")).isEqualTo(new Value.Num(1.5, "1.5"));
    assertThat(read("c0")).isEqualTo(Value.Nil.NIL);
    assertThat(read("c70105aa")).isEqualTo(new Value.Bytes(new byte[] {(byte) 0xaa}));
    assertThat(read("d605aabbccdd")).isEqualTo(bytes("aabbccdd"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 65_535, 65_536})
  void containersOfAnySizeAreReadBack(int size) {
    List<Value> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(new Value.Int(i));
    }
    Value value = new Value.Obj(Map.of("list", new Value.Arr(list), "after", new Value.Bool(true)));
    assertThat(MsgpackReader.read(MsgpackWriter.encode(value, Value::writeTo))).isEqualTo(value);
  }

  @Test
  void smallContainersHaveSmallHeaders() {
    assertThat(hex(false, sink -> {
          sink.beginObject();
          sink.strings("a", List.of("b"));
          sink.endObject();
        }))
        .isEqualTo("81a16191a162");
  }

  @Test
  void fieldsAreReadWithoutBase64() {
    byte[] encoded = MsgpackWriter.encode("", (_, sink) -> {
      sink.beginObject();
      sink.field("Key", "abcd");
      sink.name("Value");
      sink.bytes("abcd".getBytes(StandardCharsets.UTF_8));
      sink.field("Wait", "10s");
      sink.strings("Tags", List.of("x"));
      sink.stringMap("Meta", Map.of("k", "v"));
      sink.endObject();
    });
    Fields fields = new Fields("X", (Value.Obj) MsgpackReader.read(encoded));
    assertThat(fields.string("key")).isEqualTo("abcd");
    assertThat(fields.bytes("Value")).asString().isEqualTo("abcd");
    assertThat(fields.duration("Wait")).isEqualTo(Duration.ofSeconds(10));
    assertThat(fields.strings("Tags")).containsExactly("x");
    assertThat(fields.stringMap("Meta")).isEqualTo(Map.of("k", "v"));
    assertThat(fields.value("Meta")).isEqualTo(new Value.Obj(Map.of("k", Value.of("v"))));
    assertThat(fields.object().get("Tags")).isEqualTo(Value.of(List.of("x")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', unexpected EOF",
    "a5, unexpected EOF",
    "dbffffffff00, unexpected EOF",
    "ddffffffff, unexpected EOF",
    "dfffffffff, unexpected EOF",
    "8161, unexpected EOF",
    "c1, unknown tag 0xc1",
    "0000, 1 bytes after the value",
    "8190c0, a key is neither text nor a whole number",
  })
  void whatIsNoMessagePackIsRefused(String hex, String error) {
    assertThatThrownBy(() -> read(hex))
        .isInstanceOf(DecodeException.class)
        .hasMessage("msgpack: " + error);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> read("91".repeat(100_000)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("msgpack: nested deeper than 500");
  }

  @Test
  void aBufferIsLeftBehindTheValue() {
    ByteBuffer buffer = ByteBuffer.wrap(HexFormat.of().parseHex("01a26869"));
    assertThat(MsgpackReader.read(buffer)).isEqualTo(new Value.Int(1));
    assertThat(MsgpackReader.read(buffer)).isEqualTo(bytes("6869"));
    assertThat(buffer.hasRemaining()).isFalse();
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll("values") Value value, @ForAll boolean newSpec) {
    MsgpackWriter writer = new MsgpackWriter(newSpec);
    value.writeTo(writer);
    assertThat(MsgpackReader.read(writer.toBytes())).isEqualTo(value);
  }

  @Property
  void garbageIsRefusedOrRead(@ForAll byte[] garbage) {
    try {
      MsgpackReader.read(garbage);
    } catch (DecodeException e) {
      assertThat(e).hasMessageStartingWith("msgpack: ");
    }
  }

  @Provide
  Arbitrary<Value> values() {
    return RandomValues.values(RandomValues.RAW_TEXTS);
  }

  private static Value bytes(String hex) {
    return new Value.Bytes(HexFormat.of().parseHex(hex));
  }

  private static Value read(String hex) {
    return MsgpackReader.read(HexFormat.of().parseHex(hex));
  }

  private static String hex(boolean newSpec, Consumer<Sink> write) {
    MsgpackWriter writer = new MsgpackWriter(newSpec);
    write.accept(writer);
    return HexFormat.of().formatHex(writer.toBytes());
  }
}
