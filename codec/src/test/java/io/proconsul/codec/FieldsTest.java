package io.proconsul.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
  // Expectations are what Go says to the same structures.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Name\":1}                  | number    | Out.Name            | string",
        "{\"Name\":true}               | bool      | Out.Name            | string",
        "{\"Service\":1}               | number    | Out.Service         | main.In",
        "{\"Service\":{\"Port\":\"x\"}}  | string    | In.Service.Port     | int",
        "{\"Service\":{\"Port\":1.5}}  | number 1.5 | In.Service.Port    | int",
        "{\"Service\":{\"U\":-1}}      | number -1 | In.Service.U        | uint64",
        "{\"Service\":{\"B\":1.5}}     | number    | In.Service.B        | []uint8",
        "{\"Service\":{\"Deep\":{\"Port\":{}}}} | object | In.Service.Deep.Port | int",
        "{\"L\":[{\"Port\":[]}]}       | array     | In.L.Port           | int",
        "{\"L\":[1]}                   | number    | Out.L               | main.In",
        "{\"L\":1}                     | number    | Out.L               | []main.In",
        "{\"M\":{\"a\":{\"Port\":\"x\"}}} | string | In.M.Port           | int",
        "{\"M\":{\"a\":1}}             | number    | Out.M               | main.In",
        "{\"M\":1}                     | number    | Out.M               | map[string]main.In",
        "{\"S\":[1]}                   | number    | Out.S               | string",
        "{\"S\":\"x\"}                 | string    | Out.S               | []string",
        "{\"Meta\":{\"a\":1}}          | number    | Out.Meta            | string",
        "{\"Meta\":[]}                 | array     | Out.Meta            | map[string]string",
      })
  void wrongTypesHaveTheErrorsOfGo(String json, String kind, String field, String type) {
    assertThatThrownBy(() -> readOut(fields(json)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("json: cannot unmarshal " + kind + " into Go struct field " + field
            + " of type " + type);
  }

  @ParameterizedTest
  @CsvSource({
    "!!, 0",
    "abc, 0",
    "YWJjZ, 4",
    "YWJj====, 4",
    "YQ=x, 2",
    "YQ=, 3",
    "YQ, 0",
    "YQ==YQ==, 4",
    "-_, 0",
    "ab!d, 2"
  })
  void wrongBase64HasTheErrorsOfGo(String text, int at) {
    assertThatThrownBy(() -> GoBase64.decode(text))
        .isInstanceOf(DecodeException.class)
        .hasMessage("illegal base64 data at input byte " + at);
  }

  @Test
  void base64IsReadAsInGo() {
    assertThat(GoBase64.decode("YWJj\nZGVm\r\n")).asString().isEqualTo("abcdef");
    assertThat(GoBase64.decode("YW==")).asString().isEqualTo("a");
    assertThat(GoBase64.decode("")).isEmpty();
    assertThat(fields("{\"B\":\"YWJj\"}").bytes("b")).asString().isEqualTo("abc");
  }

  @Test
  void namesMatchWithoutCaseAndNullIsAbsent() {
    Fields fields = fields("{\"NAME\":\"x\",\"port\":null,\"S\":[\"a\",null]}");
    assertThat(fields.string("Name")).isEqualTo("x");
    assertThat(fields.has("Port")).isFalse();
    assertThat(fields.integer("Port")).isZero();
    assertThat(fields.strings("S")).isEqualTo(Arrays.asList("a", ""));
  }

  @Test
  void whatNobodyAskedForIsUnknown() {
    Fields fields = fields("{\"Name\":\"x\",\"Service\":{\"Bogus\":1}}");
    readOut(fields);
    assertThat(fields.firstUnknown()).contains("Bogus");
    assertThatThrownBy(fields::rejectUnknown).hasMessage("json: unknown field \"Bogus\"");
  }

  @Test
  void bytesOfUtf8BecomeTextsWhereTheyAreOpaque() {
    Value broken = new Value.Bytes(new byte[] {(byte) 0xff});
    Value.Obj object = new Value.Obj(
        Map.of("a", new Value.Bytes("é".getBytes(StandardCharsets.UTF_8)), "b", broken));
    assertThat(new Fields("X", object).object())
        .isEqualTo(new Value.Obj(Map.of("a", Value.of("é"), "b", broken)));
  }

  private static Fields fields(String json) {
    return new Fields("Out", (Value.Obj) JsonReader.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void readOut(Fields fields) {
    fields.string("Name");
    fields.object("Service", "main.In", FieldsTest::readIn);
    fields.list("L", "main.In", FieldsTest::readIn);
    fields.map("M", "main.In", FieldsTest::readIn);
    fields.strings("S");
    fields.stringMap("Meta");
  }

  private static String readIn(Fields fields) {
    fields.integer("Port");
    fields.unsigned("U");
    fields.bytes("B");
    fields.object("Deep", "main.In", FieldsTest::readIn);
    return "";
  }
}
