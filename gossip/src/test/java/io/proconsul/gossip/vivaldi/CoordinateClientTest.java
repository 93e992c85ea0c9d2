package io.proconsul.gossip.vivaldi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CoordinateClientTest {
  private static final Coordinate ORIGIN = Coordinate.ORIGIN;

  private final CoordinateClient client = new CoordinateClient(new Random(1));

  private static Coordinate at(double x, double error, double height) {
    List<Double> vec = new ArrayList<>(Collections.nCopies(Coordinate.DIMENSIONS, 0.0));
    vec.set(0, x);
    return new Coordinate(vec, error, 0, height);
  }

  @Test
  void oneMeasurementMovesByVivaldisRule() {
    // weight 0.5, wrongness 0.9 (distance 0.1 + two heights of 10us against 0.01): by hand
    assertThat(client.update("b", at(0.1, 1.5, 10e-6), Duration.ofMillis(10))).isEmpty();
    double distance = 0.1 + 20e-6;
    double error = 0.125 * (distance - 0.01) / 0.01 + 1.5 * 0.875;
    assertThat(client.coordinate().error()).isCloseTo(Math.min(error, 1.5), within(1e-12));
    double force = 0.125 * (0.01 - distance);
    assertThat(client.coordinate().vec().getFirst()).isCloseTo(-force, within(1e-7));
    assertThat(client.coordinate().height()).isEqualTo(10e-6);
    assertThat(client.coordinate().adjustment())
        .isCloseTo((0.01 - (0.1 + force + 20e-6)) / 40, within(1e-7));
  }

  @Test
  void nodesFindTheirDistances() {
    CoordinateClient[] nodes = new CoordinateClient[3];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new CoordinateClient(new Random(i));
    }
    long[][] millis = {{0, 40, 100}, {40, 0, 80}, {100, 80, 0}};
    for (int round = 0; round < 3000; round++) {
      int from = round % 3;
      int to = (from + 1 + round / 3 % 2) % 3;
      nodes[from].update("n" + to, nodes[to].coordinate(), Duration.ofMillis(millis[from][to]));
    }
    assertThat(nodes[0].coordinate().distanceTo(nodes[2].coordinate())).isBetween(0.09, 0.11);
    assertThat(nodes[0].coordinate().distanceTo(nodes[1].coordinate())).isBetween(0.035, 0.045);
    assertThat(nodes[0].coordinate().error()).isLessThan(0.2);
  }

  @Test
  void theMedianOfThreeCounts() {
    Coordinate other = at(0.1, 1.5, 10e-6);
    CoordinateClient calm = new CoordinateClient(new Random(1));
    for (int i = 0; i < 5; i++) {
      client.update("b", other, Duration.ofMillis(100));
      calm.update("b", other, Duration.ofMillis(100));
    }
    client.update("b", other, Duration.ofSeconds(9));
    calm.update("b", other, Duration.ofMillis(100));
    assertThat(client.coordinate()).isEqualTo(calm.coordinate());
  }

  @Test
  void badMeasurementsAreRefused() {
    assertThat(client.update("b", ORIGIN, Duration.ofSeconds(11))).isPresent();
    assertThat(client.update("b", ORIGIN, Duration.ofNanos(-1))).isPresent();
    assertThat(client.update("b", at(Double.NaN, 1, 0), Duration.ofMillis(1)))
        .contains("coordinate is invalid");
    assertThat(client.update("b", new Coordinate(List.of(1.0), 1, 0, 0), Duration.ZERO))
        .contains("dimensions aren't compatible");
    assertThat(client.coordinate()).isEqualTo(ORIGIN);
  }

  @Test
  void anOverflowPutsItBackToTheOrigin() {
    client.update("b", at(Double.MAX_VALUE, 0, Double.MAX_VALUE), Duration.ofSeconds(1));
    assertThat(client.resets()).isEqualTo(1);
    assertThat(client.coordinate()).isEqualTo(ORIGIN);
  }

  @Property(tries = 500)
  void staysValidWhateverIsMeasured(
      @ForAll double x, @ForAll double error, @ForAll double height, @ForAll long nanos) {
    client.update("b", at(x, error, height), Duration.ofNanos(nanos));
    assertThat(client.coordinate().valid()).isTrue();
  }

  @Test
  void travelsBehindAVersionByte() {
    Coordinate coordinate = new Coordinate(List.of(1.0, 2.0), 0.5, -0.25, 1e-5);
    byte[] payload = PingPayload.encode(coordinate);
    assertThat(payload[0]).isEqualTo((byte) 1);
    assertThat(PingPayload.decode(payload)).contains(coordinate);
    payload[0] = 2;
    assertThat(PingPayload.decode(payload)).isEmpty();
  }

  @Property(tries = 1000)
  void anyBytesAreACoordinateOrNone(@ForAll byte[] bytes) {
    byte[] payload = new byte[bytes.length + 1];
    payload[0] = 1;
    System.arraycopy(bytes, 0, payload, 1, bytes.length);
    assertThat(PingPayload.decode(payload)).isNotNull();
  }
}
