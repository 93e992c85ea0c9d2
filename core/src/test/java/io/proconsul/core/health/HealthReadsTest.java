package io.proconsul.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthReadsTest {
  private final TestingState state = new TestingState();

  @BeforeEach
  void twoInstancesOnOneNodeAndOneOnAnother() {
    state.service("n1", "w1", "web");
    state.service("n1", "w2", "web");
    state.service("n2", "w3", "web");
    state.check("n1", "c1", "passing", "w1");
    state.check("n1", "c2", "warning", "w2");
    state.check("n1", "node", "passing", "");
  }

  private List<HealthEntry> health(boolean passingOnly) {
    return state
        .ask(new HealthQuery.ServiceHealth("WEB", List.of(), Map.of(), passingOnly, false))
        .result();
  }

  @Test
  void anInstanceHasItsNodesChecksFirstAndNoneOfItsNeighbours() {
    assertThat(health(false)).hasSize(3);
    assertThat(health(false).get(0).checks())
        .extracting(HealthCheck::checkId)
        .containsExactly("node", "c1");
    assertThat(health(false).get(2).checks()).isEmpty();
  }

  @Test
  void passingLeavesOutWarnings() {
    assertThat(health(true)).extracting(e -> e.service().id()).containsExactly("w1", "w3");
  }

  @Test
  void aCheckOfTheNodeTakesAllItsInstancesOut() {
    state.check("n1", "node", "critical", "");
    assertThat(health(true)).extracting(e -> e.service().id()).containsExactly("w3");
  }

  @Test
  void statesAreMatchedWithoutCase() {
    assertThat(state.ask(new HealthQuery.ChecksInState("WARNING", Map.of())).result())
        .extracting(HealthCheck::checkId)
        .containsExactly("c2");
    assertThat(state.ask(new HealthQuery.ChecksInState("any", Map.of())).result())
        .hasSize(3);
    assertThat(
            state.ask(new HealthQuery.ChecksInState("any", Map.of("os", "bsd"))).result())
        .isEmpty();
  }

  @Test
  void theSameCheckAgainWakesNobody() {
    var query = new HealthQuery.ServiceHealth("web", List.of(), Map.of(), false, false);
    assertThat(state.wakes(query, () -> state.check("n1", "c1", "passing", "w1")))
        .isFalse();
    assertThat(state.wakes(query, () -> state.set("k", "v"))).isFalse();
    assertThat(state.wakes(query, () -> state.check("n1", "c1", "critical", "w1")))
        .isTrue();
  }
}
