package io.proconsul.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoBase64Test {
  @ParameterizedTest
  @CsvSource({"aGVsbG8=, hello", "'aGVs\r\nbG8=\n', hello", "'', ''"})
  void rightTextsDecode(String text, String decoded) {
    GoBase64 result = GoBase64.decode(text);
    assertThat(result.isBad()).isFalse();
    assertThat(new String(result.decoded(), StandardCharsets.UTF_8)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @CsvSource({"not base64!, 3", "YQ, 0", "AAAAaGk, 4", "=, 0", "YQ=, 3", "YQ=a, 3", "YQ==x, 4"})
  void theFirstBadByteIsNamed(String text, int at) {
    GoBase64 result = GoBase64.decode(text);
    assertThat(result.error()).isEqualTo("illegal base64 data at input byte " + at);
  }

  @Property
  void whatJavaEncodesComesBack(@ForAll byte[] data) {
    GoBase64 result = GoBase64.decode(Base64.getEncoder().encodeToString(data));
    assertThat(result.isBad()).isFalse();
    assertThat(result.decoded()).isEqualTo(data);
  }
}
