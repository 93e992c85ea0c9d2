package io.proconsul.codec.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.codec.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HclParserTest {
  @ParameterizedTest
  @MethodSource("cases")
  void textsMeanWhatTheyMeanInHcl1(String text, String expected) {
    assertThat(outcome(text)).isEqualTo(expected);
  }

  static Stream<Arguments> cases() {
    List<String> lines = lines("cases.txt");
    return IntStream.range(0, lines.size() / 2)
        .mapToObj(i -> Arguments.of(
            ((Value.Str) JsonReader.parse(utf8(lines.get(2 * i)))).value(),
            lines.get(2 * i + 1).strip()));
  }

  @Test
  void aConfigurationIsRead() {
    Value value = HclParser.parse("""
        # An agent.
        datacenter = "dc1"
        ports { http = 8500, grpc = -1 } // on one line
        service {
          name = "web"
          tags = ["a", "b",]
          check = { args = ["sh", "-c", "exit ${code}"] interval = "10s" }
        }
        script = <<-END
          one
            two
          END
        """);
    assertThat(json(value))
        .isEqualTo(
            "{\"datacenter\":\"dc1\",\"ports\":[{\"grpc\":-1,\"http\":8500}],"
                + "\"script\":\"one\\n  two\\n\",\"service\":[{\"check\":[{\"args\":[\"sh\",\"-c\","
                + "\"exit ${code}\"],\"interval\":\"10s\"}],\"name\":\"web\",\"tags\":[\"a\",\"b\"]}]}");
  }

  @Test
  void keysKeepTheirOrder() {
    assertThat(HclParser.parse("z = 1 a = 2 m { }").fields().keySet())
        .containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1} | {\"a\":1}",
        "` {\"a\": {\"b\": 1}}` | {\"a\":[{\"b\":1}]}",
        "{\"k\":{\"x\":{\"p\":\"read\"},\"\":{\"p\":\"write\"}}}"
            + " | {\"k\":[{\"x\":[{\"p\":\"read\"}]},{\"\":[{\"p\":\"write\"}]}]}",
        "{\"a\": [{\"b\":1},{\"b\":2}]} | {\"a\":[{\"b\":1},{\"b\":2}]}",
        "{\"a\":[{\"b\":{\"c\":1}},{\"b\":{\"c\":2}}]}"
            + " | {\"a\":[{\"b\":[{\"c\":1}]},{\"b\":[{\"c\":2}]}]}",
        "{\"a\": {\"x\": 1, \"y\": {\"z\": 1}}} | {\"a\":[{\"x\":1,\"y\":[{\"z\":1}]}]}",
        "{\"a\": [1.5, \"x\", {}], \"e\": {}, \"n\": null} | {\"a\":[1.5,\"x\",{}],\"e\":[{}],\"n\":\"\"}",
      })
  void jsonIsReadAsHcl(String text, String expected) {
    assertThat(outcome(text)).isEqualTo(expected);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> HclParser.parse("a" + "{a".repeat(10_000)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("At 1:402: nested deeper than 200");
    assertThatThrownBy(() -> HclParser.parse("a = " + "[".repeat(10_000)))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> HclParser.parse("{\"a\":".repeat(10_000)))
        .isInstanceOf(DecodeException.class);
  }

  @Property
  void garbageIsRefusedOrRead(@ForAll("garbage") String garbage) {
    try {
      HclParser.parse(garbage);
    } catch (DecodeException e) {
      assertThat(e).hasMessageMatching("(?s)At .*|strconv.*|root\\..*");
    }
  }

  @Provide
  Arbitrary<String> garbage() {
    Arbitrary<String> words = Arbitraries.of(
        "a", "b ", " = ", "{", "}", "[", "]", ",", "\"", "x\"", "\\", "<<E\n", "\nE\n", "-", "1",
        "0x", ".", "e", "#", "//", "/*", "*/", "\n", "${", "true", "\u00e9", "\0", "9", "08");
    return words.list().ofMaxSize(30).map(list -> "a = " + String.join("", list));
  }

  private static String outcome(String text) {
    try {
      return json(HclParser.parse(text));
    } catch (DecodeException e) {
      return "ERR " + e.getMessage();
    }
  }

  private static String json(Value value) {
    return new String(JsonWriter.compact(sorted(value), Value::writeTo), StandardCharsets.UTF_8)
        .replace("\u007f", "\\u007f");
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> result = new TreeMap<>();
        fields.forEach((name, field) -> result.put(name, sorted(field)));
        yield new Value.Obj(result);
      }
      case Value.Arr(List<Value> values) ->
        new Value.Arr(values.stream().map(HclParserTest::sorted).toList());
      case Value.Nil _, Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _ -> value;
    };
  }

  private static List<String> lines(String resource) {
    try (InputStream input = HclParserTest.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("no " + resource);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
