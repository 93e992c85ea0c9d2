package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.api.ConsulException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/kv/a, /v1/kv/a",
    "//v1/kv/a, /v1/kv/a",
    "/v1//kv/a, /v1/kv/a",
    "/v1/kv/x/../y, /v1/kv/y",
    "/v1/kv/./y, /v1/kv/y",
    "/v1/kv/x/.., /v1/kv/",
    "/v1/kv/a/, /v1/kv/a/",
    "/../.., /",
    "/v1/kv/%2Flead, /v1/kv/%2Flead",
    "/v1/kv/a..b, /v1/kv/a..b"
  })
  void emptyAndDotSegmentsAreCleanedAway(String raw, String cleaned) {
    assertThat(new RequestPath(raw, "").cleaned()).isEqualTo(cleaned);
  }

  @Test
  void anEscapedSlashDoesNotSeparateSegments() {
    RequestPath path = RequestPath.of("/v1/kv%2Fa?b=c#d");
    assertThat(path.decoded()).isEqualTo("/v1/kv/a");
    assertThat(path.forMatching()).isEqualTo("/v1/kv\0a");
    assertThat(path.query()).isEqualTo("b=c");
    assertThat(RequestPath.of("/%76%31/kv/a").forMatching()).isEqualTo("/v1/kv/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%", "/a%2", "/a%zz", "/%G0"})
  void malformedEscapesAreRefused(String target) {
    assertThatThrownBy(() -> RequestPath.of(target).decoded())
        .isInstanceOf(ConsulException.InvalidRequest.class);
  }

  @Test
  void printableIsWhatGoCallsPrintable() {
    assertThat(RequestPath.isPrintable("/a b/\u4e16/\ud83d\ude80/\ufffd")).isTrue();
    for (String bad : new String[] {"\u0001", "\t", "\u007f", "\u00a0", "\u2028", "\u200b"}) {
      assertThat(RequestPath.isPrintable("/" + bad)).isFalse();
    }
  }
}
