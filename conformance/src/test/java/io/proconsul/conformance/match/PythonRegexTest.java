package io.proconsul.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Python and Java read an expression differently. */
class PythonRegexTest {
  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
          {"a": 1}       ; {"a": 1}   ; a
          a{2}           ; aa         ; a{2}
          a{,2}x         ; aax        ; aaax
          [[a]           ; [          ; b
          [a&&b]         ; &          ; c
          [^]a]          ; b          ; ]
          []a]           ; ]          ; b
          (?P<n>a)\\Z    ; a          ; b
          \\{x\\}        ; {x}        ; x
          """)
  void readAsPythonDoes(String expression, String good, String bad) {
    assertThat(PythonRegex.compile(expression, 0).matcher(good).matches()).isTrue();
    assertThat(PythonRegex.compile(expression, 0).matcher(bad).matches()).isFalse();
  }

  @Test
  void onlyNewlineEndsALine() {
    assertThat(PythonRegex.compile("a.b", 0).matcher("a\rb").matches()).isTrue();
    assertThat(PythonRegex.compile("a.b", 0).matcher("a\nb").matches()).isFalse();
  }
}
