package io.proconsul.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinateSenderTest {
  private final ManualTimer timer = new ManualTimer();
  private final Pool pool = new Pool();
  private final CoordinateSender sender =
      new CoordinateSender("n", pool, timer, new SplittableRandom(1));

  @ParameterizedTest
  @CsvSource({"1,15000", "960,15000", "961,15015", "6400,100000"})
  void theIntervalGrowsWithTheCluster(int nodes, long millis) {
    assertThat(CoordinateSender.interval(nodes)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void itSendsWithinTwiceTheInterval() {
    sender.start();
    timer.advance(Duration.ofMillis(14_999));
    assertThat(pool.sent).isEmpty();
    timer.advance(Duration.ofSeconds(16));
    assertThat(pool.sent).hasSize(1);
    assertThat(pool.sent.get(0).node()).isEqualTo("n");
  }

  @Test
  void whatHasNotMovedIsNotSentAgain() {
    sender.start();
    timer.advance(Duration.ofMinutes(5));
    assertThat(pool.sent).hasSize(1);
    pool.moveTo(2);
    timer.advance(Duration.ofMinutes(5));
    assertThat(pool.sent).hasSize(2);
  }

  @Test
  void whatDidNotArriveIsSentAgain() {
    pool.failing = true;
    sender.start();
    timer.advance(Duration.ofMinutes(2));
    assertThat(pool.sent).hasSizeGreaterThan(2);
  }

  @Test
  void whoHasMeasuredNothingSendsNothing() {
    pool.own = Optional.empty();
    sender.start();
    timer.advance(Duration.ofMinutes(2));
    assertThat(pool.sent).isEmpty();
  }

  @Test
  void itStops() {
    sender.start();
    sender.stop();
    assertThat(timer.waiting()).isZero();
  }

  private static final class Pool implements CoordinateSender.Port {
    final List<NodeCoordinate> sent = new ArrayList<>();
    Optional<Coordinate> own = Optional.of(Coordinate.ORIGIN);
    boolean failing;

    void moveTo(double height) {
      own = Optional.of(new Coordinate(Coordinate.ORIGIN.vec(), 1, 0, height));
    }

    @Override
    public Optional<Coordinate> own() {
      return own;
    }

    @Override
    public int clusterSize() {
      return 3;
    }

    @Override
    public void send(NodeCoordinate coordinate, Outcome<Boolean> outcome) {
      sent.add(coordinate);
      if (failing) {
        outcome.failed(new ConsulException.NoLeader());
      } else {
        outcome.done(true);
      }
    }
  }
}
