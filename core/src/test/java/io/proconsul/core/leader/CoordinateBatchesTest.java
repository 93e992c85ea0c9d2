package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinateBatchesTest {
  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final CoordinateBatches batches = new CoordinateBatches(consensus, timer);

  private static NodeCoordinate at(String node, double height) {
    Coordinate origin = Coordinate.ORIGIN;
    return new NodeCoordinate(
        node, "", new Coordinate(origin.vec(), origin.error(), origin.adjustment(), height));
  }

  private List<NodeCoordinate> written() {
    return state.ask(new CoordinateQuery.All("")).result();
  }

  @Test
  void theNewestOfANodeIsWrittenAfterFiveSeconds() {
    state.node("n");
    batches.start();
    assertThat(batches.add(at("n", 1))).isTrue();
    assertThat(batches.add(at("N", 2))).isTrue();
    timer.advance(Duration.ofMillis(4_999));
    assertThat(written()).isEmpty();
    timer.advance(Duration.ofMillis(1));
    assertThat(written()).containsExactly(at("N", 2));
    assertThat(state.index).isEqualTo(2);
  }

  @Test
  void aFlushIsFiveCommandsOfHundredAndTwentyEight() {
    for (int i = 0; i < 700; i++) {
      state.node("n" + i);
    }
    batches.start();
    for (int i = 0; i < 700; i++) {
      batches.add(at("n" + i, 1));
    }
    batches.add(at("n0", 2));
    timer.advance(CoordinateBatches.PERIOD);
    assertThat(state.index).isEqualTo(705);
    assertThat(written()).hasSize(640).contains(at("n0", 2));
    assertThat(batches.dropped()).isEqualTo(60);
    timer.advance(Duration.ofMinutes(1));
    assertThat(state.index).isEqualTo(705);
  }

  @Test
  void whoDoesNotLeadTakesNone() {
    assertThat(batches.add(at("n", 1))).isFalse();
    batches.start();
    batches.add(at("n", 1));
    batches.stop();
    assertThat(timer.waiting()).isZero();
    assertThat(batches.add(at("n", 1))).isFalse();
    assertThat(batches.dropped()).isEqualTo(1);
  }

  @Test
  void whatTheLogDoesNotTakeIsCounted() {
    batches.start();
    batches.add(at("n", 1));
    consensus.leader = false;
    timer.advance(CoordinateBatches.PERIOD);
    assertThat(batches.dropped()).isEqualTo(1);
  }
}
