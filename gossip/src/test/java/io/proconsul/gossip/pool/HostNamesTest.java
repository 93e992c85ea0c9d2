package io.proconsul.gossip.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.gossip.wire.NodeAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostNamesTest {
  @Test
  void hostsComeInManyForms() throws HostNames.Unresolved {
    Map<String, String> forms = Map.of(
        "10.0.0.1", "10.0.0.1:8301",
        "10.0.0.1:99", "10.0.0.1:99",
        "node/10.0.0.1:99", "10.0.0.1:99",
        "::1", "[::1]:8301",
        "[::1]", "[::1]:8301",
        "[::1]:99", "[::1]:99",
        "fe80::2:3", "[fe80::2:3]:8301");
    for (Map.Entry<String, String> form : forms.entrySet()) {
      assertThat(HostNames.resolve(form.getKey(), 8301))
          .extracting(NodeAddress::toString)
          .containsExactly(form.getValue());
    }
  }

  @Test
  void whatCannotBeIsSaidAsGoSaysIt() {
    Map<String, String> problems = Map.of(
        "", "lookup : no such host",
        "no.such.host.invalid", "lookup no.such.host.invalid: no such host",
        "10.0.0.1:x", "strconv.ParseUint: parsing \"x\": invalid syntax",
        "10.0.0.1:70000", "strconv.ParseUint: parsing \"70000\": value out of range",
        "/10.0.0.1", "empty node name provided");
    problems.forEach((host, problem) -> assertThatThrownBy(() -> HostNames.resolve(host, 8301))
        .isInstanceOf(HostNames.Unresolved.class)
        .hasMessage(problem));
  }
}
