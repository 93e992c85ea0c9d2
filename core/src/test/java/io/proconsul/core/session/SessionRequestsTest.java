package io.proconsul.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.model.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionRequestsTest {
  private final SessionRequests requests = new SessionRequests("web1", Duration.ofSeconds(10));

  private Session read(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return requests.read(
        new Request(Method.PUT, "/v1/session/create", Params.NONE, Map.of(), bytes, ""), "id");
  }

  @Test
  void anEmptyBodyGetsAllDefaults() {
    Session expected = new Session(
        "id", "", "web1", Duration.ofSeconds(15), "release", "", List.of("serfHealth"), null, 0, 0);
    for (String body : List.of("", "{}", "null", "{\"Node\":null}", "{\"Bogus\":1}")) {
      assertThat(read(body)).as(body).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "30s"       | 30000000000
      "61s"       | 61000000000
      "-1s"       | -1000000000000000000
      "500ns"     | 500000000000
      45          | 45000000000
      1000        | 1000
      999         | 999000000000
      true        | 0
      []          | 0
      """)
  void lockDelaysAreReadAsConsulReadsThem(String given, long nanos) {
    assertThat(read("{\"LockDelay\":" + given + "}").lockDelay().toNanos()).isEqualTo(nanos);
  }

  @Test
  void checksAreTheDefaultUnlessEitherNameIsGiven() {
    assertThat(read("{\"NodeChecks\":[]}").nodeChecks()).isEmpty();
    assertThat(read("{\"Checks\":[\"a\"]}").nodeChecks()).containsExactly("a");
    assertThat(read("{\"Checks\":[\"a\"],\"NodeChecks\":[\"b\",\"a\"]}").nodeChecks())
        .containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"Node":""}            | Must provide Node
      {"Behavior":"explode"} | Invalid Behavior setting 'explode'
      {"TTL":"abc"}          | Session TTL 'abc' invalid: time: invalid duration "abc"
      {"TTL":"30"}           | Session TTL '30' invalid: time: missing unit in duration "30"
      {"TTL":"9.9s"}         | Invalid Session TTL '9900000000', must be between [10s=24h0m0s]
      {"TTL":"25h"}          | Invalid Session TTL '90000000000000', must be between [10s=24h0m0s]
      {"TTL":"-1m"}          | Invalid Session TTL '-60000000000', must be between [10s=24h0m0s]
      {"LockDelay":"abc"}    | time: invalid duration "abc"
      {"Name":5}             | json: cannot unmarshal number into Go struct field .Name of type string
      """)
  void whatNoSessionCanBeIsRefused(String body, String message) {
    assertThatThrownBy(() -> read(body)).hasMessage(message);
  }

  @Test
  void behavioursHaveATypeOfTheirOwn() {
    assertThatThrownBy(() -> read("{\"Behavior\":1}"))
        .hasMessageEndingWith("field .Behavior of type structs.SessionBehavior");
  }
}
