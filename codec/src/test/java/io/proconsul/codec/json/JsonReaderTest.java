package io.proconsul.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  // Expectations are what Go's json.Unmarshal and json.Decoder say.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``        | unexpected end of JSON input | EOF",
        "`  `      | unexpected end of JSON input | EOF",
        "{         | unexpected end of JSON input | unexpected EOF",
        "[1,       | unexpected end of JSON input | unexpected EOF",
        "{\"a      | unexpected end of JSON input | unexpected EOF",
        "tru | invalid character ' ' in literal true (expecting 'e') | unexpected EOF",
        "-   | invalid character ' ' in numeric literal              | unexpected EOF",
        "1.  | invalid character ' ' after decimal point in numeric literal | unexpected EOF",
        "1e  | invalid character ' ' in exponent of numeric literal | unexpected EOF",
        "\"\\ | invalid character ' ' in string escape code | unexpected EOF",
        "\"\\u1 | invalid character ' ' in \\u hexadecimal character escape | unexpected EOF",
      })
  void cutOffInputHasTheErrorsOfGo(String input, String strict, String first) {
    assertThatThrownBy(() -> JsonReader.parse(bytes(input)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(strict);
    assertThatThrownBy(() -> JsonReader.parseFirst(bytes(input)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nope | 'o' in literal null (expecting 'u')",
        "{b | 'b' looking for beginning of object key string",
        "{\"a\"} | '}' after object key",
        "{\"a\":} | '}' looking for beginning of value",
        "{\"a\":1,} | '}' looking for beginning of object key string",
        "{\"a\":1 \"b\"} | '\"' after object key:value pair",
        "[1 2] | '2' after array element",
        "[1,] | ']' looking for beginning of value",
        "`\"a\nb\"` | '\\n' in string literal",
        "\"\\q\" | 'q' in string escape code",
        "\"\\u12x\" | 'x' in \\u hexadecimal character escape",
        "-x | 'x' in numeric literal",
        "1.x | 'x' after decimal point in numeric literal",
        "1ex | 'x' in exponent of numeric literal",
        "+1 | '+' looking for beginning of value",
        "' | '\\'' looking for beginning of value",
        "`\u0000` | '\\x00' looking for beginning of value",
        "`\u007f` | '\\x7f' looking for beginning of value",
        "`\u000b` | '\\v' looking for beginning of value",
        "â | 'Ã' looking for beginning of value",
        "`\\` | '\\\\' looking for beginning of value",
      })
  void wrongCharactersHaveTheErrorsOfGo(String input, String error) {
    assertThatThrownBy(() -> JsonReader.parse(bytes(input)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("invalid character " + error);
    assertThatThrownBy(() -> JsonReader.parseFirst(bytes(input)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("invalid character " + error);
  }

  @Test
  void whatFollowsTheFirstValueIsAnErrorOnlyWhenStrict() {
    assertThat(JsonReader.parseFirst(bytes("{\"a\":1}x")))
        .isEqualTo(new Value.Obj(Map.of("a", new Value.Int(1))));
    assertThatThrownBy(() -> JsonReader.parse(bytes("{\"a\":1}x")))
        .hasMessage("invalid character 'x' after top-level value");
    assertThatThrownBy(() -> JsonReader.parse(bytes("01")))
        .hasMessage("invalid character '1' after top-level value");
  }

  @Test
  void numbersKeepWhatTheyAre() {
    assertThat(
            JsonReader.parse(bytes(" [0,-1,9223372036854775807,18446744073709551615,1.50,1E5] ")))
        .isEqualTo(new Value.Arr(List.of(
            new Value.Int(0),
            new Value.Int(-1),
            new Value.Int(Long.MAX_VALUE),
            new Value.Num(1.8446744073709552E19, "18446744073709551615"),
            new Value.Num(1.5, "1.50"),
            new Value.Num(1e5, "1E5"))));
    assertThatThrownBy(() -> JsonReader.parse(bytes("1e999")))
        .hasMessage("json: cannot unmarshal number 1e999 into Go value of type float64");
  }

  @Test
  void textsAreUnescapedAndRepaired() {
    assertText("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀\"", "a\"\\/\b\f\n\r\té😀é😀");
    assertText("\"\\ud800\\u0041\\udc00\"", "\ufffdA\ufffd");
    byte[] broken = {'"', (byte) 0xff, (byte) 0xc3, '(', (byte) 0xe2, (byte) 0x82, '"'};
    assertThat(JsonReader.parse(broken)).isEqualTo(Value.of("\ufffd\ufffd(\ufffd\ufffd"));
    byte[] surrogate = {
      '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xef, (byte) 0xbf, (byte) 0xbd, '"'
    };
    assertThat(JsonReader.parse(surrogate)).isEqualTo(Value.of("\ufffd\ufffd\ufffd\ufffd"));
  }

  @Test
  void theLastOfEqualNamesWins() {
    assertThat(JsonReader.parse(bytes("{\"a\":1,\"b\":null,\"a\":true}")))
        .isEqualTo(new Value.Obj(Map.of("a", new Value.Bool(true), "b", Value.Nil.NIL)));
  }

  @Test
  void nestingIsBounded() {
    int most = JsonReader.MAX_DEPTH;
    JsonReader.parse(bytes("[".repeat(most) + "]".repeat(most)));
    assertThatThrownBy(() -> JsonReader.parse(bytes("[".repeat(100_000))))
        .isInstanceOf(DecodeException.class)
        .hasMessage("exceeded max depth");
  }

  @Property
  void garbageIsRefusedOrRead(@ForAll byte[] garbage) {
    try {
      JsonReader.parse(garbage);
      JsonReader.parseFirst(garbage);
    } catch (DecodeException e) {
      assertThat(e).hasMessageMatching("(?s)invalid character .*|unexpected .*|EOF");
    }
  }

  private static void assertText(String json, String text) {
    assertThat(JsonReader.parse(bytes(json))).isEqualTo(Value.of(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
