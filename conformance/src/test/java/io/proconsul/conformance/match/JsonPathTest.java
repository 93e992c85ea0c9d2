package io.proconsul.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths into answers. */
class JsonPathTest {
  private static final Value DOCUMENT = parse("""
      {"a": [{"b": 1}, {"b": 2}], "c d": {"e": "four"}, "n": null}
      """);

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
          $.a[0].b       ; 1
          $.a[-1].b      ; 2
          .a[1].b        ; 2
          $["c d"].e     ; "four"
          $.a.length     ; 2
          $["c d"].e.length ; 4
          $.n            ; null
          $.a[1]         ; {"b": 2}
          """)
  void leadToTheirValue(String path, String expected) {
    assertThat(JsonPath.find(DOCUMENT, path)).isEqualTo(parse(expected));
  }

  @ParameterizedTest
  @CsvSource({"$.x", "$.a[2]", "$.a[-3]", "$.a.b", "$.n.x", "$[0]"})
  void leadNowhere(String path) {
    assertThat(JsonPath.find(DOCUMENT, path)).isNull();
  }

  @Test
  void mustBeWellFormed() {
    assertThatThrownBy(() -> JsonPath.find(DOCUMENT, "$.a[x]")).hasMessageContaining("bad path");
  }

  private static Value parse(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
