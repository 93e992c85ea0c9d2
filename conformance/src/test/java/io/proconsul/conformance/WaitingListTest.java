package io.proconsul.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingListTest {
  @Test
  void linesNameAScenarioAndAReason() {
    WaitingList list = WaitingList.parse(List.of(
        "# a comment",
        "",
        "http/kv/cas.json  # no compare-and-set yet",
        "dns/soa.json budget=40  # slow # really"));
    assertThat(list.entries())
        .containsExactly(
            Map.entry("http/kv/cas.json", new WaitingList.Entry("no compare-and-set yet", null)),
            Map.entry("dns/soa.json", new WaitingList.Entry("slow # really", 40)));
    assertThat(list.entry("cli/kv.json")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/kv/cas.json", "http/kv/cas.json #", "cas  # no file", " # nothing"})
  void linesWithoutReasonAreRefused(String line) {
    assertThatThrownBy(() -> WaitingList.parse(List.of(line))).hasMessageContaining("reason");
  }

  @Test
  void scenarioIsListedOnce() {
    String line = "a.json # why";
    assertThatThrownBy(() -> WaitingList.parse(List.of(line, line))).hasMessageContaining("twice");
  }
}
