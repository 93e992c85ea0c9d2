package io.proconsul.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
  @ParameterizedTest
  @CsvSource({
    "foo/bar, foo/bar",
    "'k y/ü', k%20y/%C3%BC",
    "a?b#c%d, a%3Fb%23c%25d",
    "'$&+,:;=@-_.~', '$&+,:;=@-_.~'",
    "'!*()[]', %21%2A%28%29%5B%5D",
  })
  void pathsAreEscapedAsGoDoes(String key, String escaped) {
    assertThat(Call.get("/v1/kv/" + key).target("")).isEqualTo("/v1/kv/" + escaped);
  }

  @Test
  void parametersAreSortedAndEscaped() {
    Call call = Call.get("/v1/x").with("tag", "b c", "a/b").with("near", "_agent");
    assertThat(call.target("/base")).isEqualTo("/base/v1/x?near=_agent&tag=b+c&tag=a%2Fb");
  }

  @Test
  void optionsBecomeParameters() {
    QueryOptions options = new QueryOptions(
        QueryOptions.Consistency.STALE, -1, Duration.ofSeconds(2), "Node == \"a\"");
    assertThat(Call.get("/v1/x").with(options).target(""))
        .isEqualTo(
            "/v1/x?filter=Node+%3D%3D+%22a%22&index=18446744073709551615&stale=&wait=2000ms");
  }

  @Test
  void anEmptyParameterCanBeLeftOut() {
    assertThat(Call.get("/v1/x").withUnlessEmpty("a", "").target("")).isEqualTo("/v1/x");
  }
}
