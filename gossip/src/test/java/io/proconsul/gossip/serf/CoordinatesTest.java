package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.swim.Peer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinatesTest {
  private static final Peer OTHER = TestingSerf.peer("b", 2, Map.of());

  private final TestingSerf other = new TestingSerf();

  @Test
  void anAnswerToAProbeTellsWhereItsSenderStands() {
    TestingSerf self = new TestingSerf();
    self.join("b", 2);
    assertThat(self.serf.ackPayload()).isNotEmpty();
    self.serf.pingCompleted(OTHER, Duration.ofMillis(30), other.serf.ackPayload());
    assertThat(self.serf.coordinate("b")).isPresent();
  }

  @Test
  void withoutCoordinatesNothingIsToldOrMeasured() {
    TestingSerf self = new TestingSerf(SerfSettings.CONSUL.withCoordinates(false));
    self.join("b", 2);
    assertThat(self.serf.ackPayload()).isEmpty();
    self.serf.pingCompleted(OTHER, Duration.ofMillis(30), other.serf.ackPayload());
    assertThat(self.serf.coordinate("b")).isEmpty();
  }
}
