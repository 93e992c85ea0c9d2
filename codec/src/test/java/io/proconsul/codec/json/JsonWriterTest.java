package io.proconsul.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.RandomValues;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.ValueSink;
import java.nio.charset.StandardCharsets;
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

class JsonWriterTest {
  @Test
  void controlCharactersAreEscapedAsInGo() {
    StringBuilder controls = new StringBuilder();
    for (char c = 0; c < 0x20; c++) {
      controls.append(c);
    }
    assertThat(compact(json -> json.string(controls.toString())))
        .isEqualTo(
            "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r"
                + "\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
                + "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f\"");
  }

  @Test
  void textsAreEscapedAsInGo() {
    assertThat(compact(json -> json.string("a\"\\/<b>&é€😀\u2028\u2029\u007f\ud800x\udc00")))
        .isEqualTo("\"a\\\"\\\\/\\u003cb\\u003e\\u0026é€😀\\u2028\\u2029\u007f\\ufffdx\\ufffd\"");
    JsonWriter bare = new JsonWriter(false, false);
    bare.string("<&>");
    assertThat(text(bare.toBytes())).isEqualTo("\"<&>\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.5",
        "100",
        "100000000000000000000",
        "1e+21",
        "1.23e+21",
        "0.000001",
        "1e-7",
        "1.5e-10",
        "5e-324",
        "1e+23",
        "2e-323",
        "9.5e-322",
        "123456789.125",
        "1e+100",
        "-1e-9",
        "0.1",
        "1.7976931348623157e+308",
        "0.00003",
        "4.35",
        "2.2250738585072014e-308",
        "0",
        "-0",
        "1.2345678901234567e+19"
      })
  void floatsAreWrittenAsInGo(String number) {
    String expected = number.equals("1.2345678901234567e+19") ? "12345678901234567000" : number;
    assertThat(compact(json -> json.number(Double.parseDouble(number)))).isEqualTo(expected);
  }

  @Test
  void whatJsonCannotSayIsRefused() {
    assertThatThrownBy(() -> compact(json -> json.number(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-9, -9",
    "10, 10",
    "-9223372036854775808, 9223372036854775808",
    "9223372036854775807, 9223372036854775807",
    "-1, 18446744073709551615"
  })
  void wholeNumbersAreSignedOrNot(long number, String unsigned) {
    assertThat(compact(json -> json.integer(number))).isEqualTo(Long.toString(number));
    if (number != -9) {
      assertThat(compact(json -> json.unsigned(number))).isEqualTo(unsigned);
    }
  }

  @Test
  void compactAndPrettyAreAsInGo() {
    Value value = new Value.Obj(linked(
        "a", new Value.Int(1),
        "list", new Value.Arr(List.of(new Value.Bool(true), Value.Nil.NIL, Value.Obj.EMPTY)),
        "none", new Value.Arr(List.of()),
        "bytes", new Value.Bytes(new byte[] {1, 2}),
        "in", new Value.Obj(Map.of("b", new Value.Num(0.5, "0.50")))));
    assertThat(text(JsonWriter.compact(value, Value::writeTo)))
        .isEqualTo(
            "{\"a\":1,\"list\":[true,null,{}],\"none\":[],\"bytes\":\"AQI=\",\"in\":{\"b\":0.5}}");
    assertThat(text(JsonWriter.pretty(value, Value::writeTo))).isEqualTo("""
            {
                "a": 1,
                "list": [
                    true,
                    null,
                    {}
                ],
                "none": [],
                "bytes": "AQI=",
                "in": {
                    "b": 0.5
                }
            }""");
  }

  @Test
  void anUnfinishedValueIsRefused() {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    assertThatThrownBy(json::toBytes).isInstanceOf(IllegalStateException.class);
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll("values") Value value, @ForAll boolean pretty) {
    JsonWriter json = new JsonWriter(pretty);
    value.writeTo(json);
    assertThat(JsonReader.parse(json.toBytes())).isEqualTo(value);
    assertThat(ValueSink.of(value, Value::writeTo)).isEqualTo(value);
  }

  @Provide
  Arbitrary<Value> values() {
    return RandomValues.values(RandomValues.TEXTS);
  }

  private static Map<String, Value> linked(Object... pairs) {
    Map<String, Value> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return map;
  }

  private static String compact(Consumer<Sink> writer) {
    JsonWriter json = new JsonWriter();
    writer.accept(json);
    return text(json.toBytes());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
