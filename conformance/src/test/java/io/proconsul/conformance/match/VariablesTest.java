package io.proconsul.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References in requests and expectations. */
class VariablesTest {
  private final Variables variables = new Variables();

  VariablesTest() {
    variables.put("port", 8500);
    variables.put("idx", "41");
    variables.put("s1.node", "web$1\\x");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
          "${port}"            ; "8500"
          "${port:int}"        ; 8500
          "${port+1:int}"      ; 8501
          "x${port:int}"       ; "x8500"
          "${idx+1}"           ; "42"
          "${idx-1}/${idx}"    ; "40/41"
          "${s1.node}"         ; "web$1\\\\x"
          "${unknown}"         ; "${unknown}"
          "${unknown:int}"     ; "${unknown:int}"
          "$port {port} $"     ; "$port {port} $"
          {"${idx}":["${idx}"]} ; {"41":["41"]}
          [1, null, true, 2.5] ; [1, null, true, 2.5]
          """)
  void areFilledInEverywhere(String text, String expected) {
    assertThat(variables.substitute(parse(text))).isEqualTo(parse(expected));
  }

  @Test
  void laterValueReplacesTheEarlier() {
    variables.put("idx", new Value.Int(7));
    assertThat(variables.substitute("${idx+1}")).isEqualTo("8");
  }

  private static Value parse(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
