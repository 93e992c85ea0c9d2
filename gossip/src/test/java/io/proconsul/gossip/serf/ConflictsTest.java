package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.serf.message.ConflictAnswer;
import io.proconsul.gossip.serf.message.MessageReader;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConflictsTest {
  private final TestingSerf self =
      new TestingSerf(SerfSettings.CONSUL.withConflictResolution(true));

  private void conflict() {
    self.serf.conflict(
        TestingSerf.peer("self", 1, Map.of()), TestingSerf.peer("self", 8, Map.of()));
  }

  private void vote(SerfMessage.Query query, String from, int address) {
    byte[] answer = new ConflictAnswer(
            "self", TestingSerf.address(address), Map.of(), 1, Versions.SERF)
        .toBytes();
    self.hear(new SerfMessage.Answer(query.ltime(), query.id(), from, 0, answer));
  }

  private List<SerfEffect.ConflictLost> decide(int... addresses) {
    for (int i = 0; i < 3; i++) {
      self.join("m" + i, 10 + i);
    }
    conflict();
    conflict();
    List<SerfMessage> queries = self.broadcasts();
    assertThat(queries).hasSize(1);
    for (int i = 0; i < addresses.length; i++) {
      vote((SerfMessage.Query) queries.getFirst(), "m" + i, addresses[i]);
    }
    self.pass(Duration.ofSeconds(10));
    return self.take(SerfEffect.ConflictLost.class);
  }

  @Test
  void theMajorityKeepsTheName() {
    assertThat(decide(1, 8, 1)).isEmpty();
  }

  @Test
  void theMinorityStops() {
    assertThat(decide(1, 8, 8)).hasSize(1);
  }

  @Test
  void halfIsNoMajority() {
    assertThat(decide(1, 8)).hasSize(1);
  }

  @Test
  void byDefaultThereIsAWarningOnly() {
    TestingSerf calm = new TestingSerf();
    calm.serf.conflict(
        TestingSerf.peer("self", 1, Map.of()), TestingSerf.peer("self", 8, Map.of()));
    assertThat(calm.broadcasts()).isEmpty();
    assertThat(calm.take(SerfEffect.Note.class))
        .extracting(SerfEffect.Note::text)
        .containsExactly("Node name conflicts with another node at 10.0.0.8:8301. Names must be"
            + " unique! (Resolution enabled: false)");
  }

  @Test
  void othersAreToldWhomThisNodeKnows() {
    self.join("b", 2);
    self.take();
    SerfMessage.Query plain = TestingSerf.query(5, 7, Conflicts.QUERY);
    for (String name : List.of("self", "b", "nobody")) {
      self.hear(new SerfMessage.Query(
          5,
          name.length(),
          plain.source(),
          "b",
          List.of(),
          0,
          0,
          Duration.ofSeconds(1),
          new SerfMessage.NamedPayload(Conflicts.QUERY, TestingSerf.bytes(name))));
    }
    List<byte[]> answers = self.take(SerfEffect.Tell.class).stream()
        .map(tell -> ((SerfMessage.Answer) MessageReader.read(tell.payload())).payload())
        .toList();
    assertThat(answers).hasSize(2);
    assertThat(ConflictAnswer.readAddress(answers.getFirst())).isEqualTo(TestingSerf.address(2));
    assertThat(ConflictAnswer.readAddress(answers.getLast())).isNull();
  }
}
