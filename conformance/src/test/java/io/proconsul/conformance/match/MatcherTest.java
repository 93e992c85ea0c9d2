package io.proconsul.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every matcher with a value that it takes and one that it does not. */
class MatcherTest {
  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
          1                                          ; 1                     ; 2
          1                                          ; 1                     ; 1.0
          1.0                                        ; 1e0                   ; 1
          18446744073709551615                       ; 18446744073709551615  ; 18446744073709551614
          null                                       ; null                  ; []
          null                                       ; null                  ; missing
          []                                         ; []                    ; {}
          {}                                         ; {}                    ; null
          true                                       ; true                  ; false
          true                                       ; true                  ; 1
          "a"                                        ; "a"                   ; "A"
          "a"                                        ; "a"                   ; missing
          [1,2]                                      ; [1,2]                 ; [2,1]
          [1,2]                                      ; [1,2]                 ; [1,2,3]
          {"a":1}                                    ; {"a":1}               ; {"a":1,"b":2}
          {"a":1,"b":2}                              ; {"b":2,"a":1}         ; {"a":1}
          {"a":null}                                 ; {"a":null}            ; {}
          "<<any>>"                                  ; null                  ; missing
          "<<absent>>"                               ; missing               ; null
          "<<uuid>>"                                 ; "c0ffee00-0000-4000-8000-000000000000" ; "c0ffee"
          "<<index>>"                                ; 7                     ; 0
          "<<index>>"                                ; "7"                   ; "-7"
          "<<int>>"                                  ; -7                    ; 7.5
          "<<int>>"                                  ; "12"                  ; "twelve"
          "<<int>>"                                  ; 18446744073709551615  ; missing
          "<<number>>"                               ; 7.5                   ; "7.5"
          "<<bool>>"                                 ; false                 ; 0
          "<<text>>"                                 ; ""                    ; 1
          "<<list>>"                                 ; []                    ; {}
          "<<object>>"                               ; {}                    ; []
          "<<time>>"                                 ; "2026-11-24T05:36:52.123Z" ; "2026-11-24"
          "<<time>>"                                 ; "2026-11-24T05:36:52+01:00" ; "05:36:52"
          "<<duration>>"                             ; "1h2m3.5s"            ; "1 hour"
          "<<re:a+(b|c)>>"                           ; "aab"                 ; "aabx"
          "<<re:{\\"x\\"}>>"                         ; "{\\"x\\"}"           ; "x"
          "<<sp>>"                                   ; " \\t"                ; ""
          "<<word>>"                                 ; "word"                ; "two words"
          "<<line>>"                                 ; "one line"            ; "two\\nlines"
          "x\\n<<lines>>y"                           ; "x\\na\\nb\\ny"       ; "x\\na\\nby"
          "<<hex>>"                                  ; "0aF:1"               ; "xyz"
          "<<ip>>"                                   ; "10.0.0.1"            ; "::1"
          "<<b64>>"                                  ; "aGk="                ; "a b"
          "id <<uuid>> at <<index>>"                 ; "id c0ffee00-0000-4000-8000-000000000000 at 3" ; "id x at 3"
          "a <<unknown>> b"                          ; "a <<unknown>> b"     ; "a x b"
          "1.5 [x] <<int>>"                          ; "1.5 [x] 2"           ; "1x5 [x] 2"
          {"<<subset>>":{"a":1}}                     ; {"a":1,"b":2}         ; {"b":2}
          {"<<unordered>>":[1,2]}                    ; [2,1]                 ; [2,2]
          {"<<unordered>>":["<<any>>",1]}            ; [1,2]                 ; [2,3]
          {"<<unordered>>":[1]}                      ; [1]                   ; [1,1]
          {"<<contains>>":[1,2]}                     ; [3,2,1]               ; [3,2]
          {"<<contains>>":["a","b"]}                 ; "xbxa"                ; "xb"
          {"<<contains>>":["n=<<int>>"]}             ; "m n=5 o"             ; "m n=o"
          {"<<contains>>":1}                         ; [1]                   ; {"1":1}
          {"<<each>>":"<<int>>"}                     ; [1,2]                 ; [1,"x"]
          {"<<each>>":"<<int>>"}                     ; {"a":1}               ; {"a":"x"}
          {"<<each>>":"<<int>>"}                     ; []                    ; "x"
          {"<<keys>>":["a","b"]}                     ; {"b":1,"a":2}         ; {"a":2}
          {"<<len>>":2}                              ; [1,2]                 ; [1]
          {"<<len>>":2}                              ; "ab"                  ; "abc"
          {"<<len>>":{"<<or>>":[1,2]}}               ; {"a":1}               ; {}
          {"<<not>>":1}                              ; 2                     ; 1
          {"<<or>>":[1,2]}                           ; 2                     ; 3
          {"a":{"<<optional>>":1}}                   ; {}                    ; {"a":2}
          {"a":{"<<optional>>":1}}                   ; {"a":1}               ; {"b":1}
          {"<<json>>":{"a":1}}                       ; "{\\"a\\":1}"         ; "{\\"a\\":2}"
          {"<<json>>":{"a":1}}                       ; " {\\"a\\": 1}\\n"    ; "{"
          {"<<sorted_lines>>":["b","a"]}             ; "a\\nb"               ; "a\\nc"
          {"<<sorted_lines>>":"b\\na<<int>>"}        ; "a1\\nb"              ; "a\\nb"
          {"<<nonsense>>":1}                         ; missing               ; 1
          """)
  void takesOneValueAndRefusesTheOther(String expected, String good, String bad) {
    if (!expected.contains("nonsense")) {
      assertThat(differences(expected, good)).isEmpty();
    }
    assertThat(differences(expected, bad)).isNotEmpty();
  }

  private static List<String> differences(String expected, String actual) {
    Comparison comparison = new Comparison(new Variables(), null);
    Value value = value(actual);
    boolean holds = comparison.compare(Json.parse(bytes(expected)), value, "$");
    assertThat(comparison.differences().isEmpty()).isEqualTo(holds);
    return comparison.differences();
  }

  private static @Nullable Value value(String text) {
    return text.equals("missing") ? null : Json.parse(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void differencesNameTheirPath() {
    assertThat(differences("{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":2}]}"))
        .containsExactly("$.a[0].b: expected 1, got 2");
  }

  @Test
  void everyDifferenceIsReported() {
    assertThat(differences("{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":4,\"c\":5}")).hasSize(3);
  }

  @Test
  void textOfSeveralLinesIsReportedLineByLine() {
    assertThat(differences("\"a\\nb\\nc\"", "\"a\\nx\\nc\""))
        .containsExactly("$ line 2: expected \"b\", got \"x\"");
  }

  @Test
  void looseMatcherLeavesTheStrictOneItsPartner() {
    assertThat(differences("{\"<<unordered>>\":[\"<<int>>\",1,\"<<any>>\"]}", "[1,2,\"x\"]"))
        .isEmpty();
  }

  @Test
  void longTextDoesNotExhaustTheMatcher() {
    String many = "line\\n".repeat(2000);
    assertThat(differences("\"<<lines>>end\"", "\"" + many + "end\"")).isEmpty();
  }
}
