package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UserEventsTest {
  private static final byte[] NOTHING = {};

  private final TestingSerf self = new TestingSerf();

  @Test
  void anEventIsToldHereAndToAll() {
    self.serf.userEvent("deploy", TestingSerf.bytes("v1"), false);
    self.serf.userEvent("deploy", TestingSerf.bytes("v2"), false);
    assertThat(self.told()).containsExactly("event deploy v1", "event deploy v2");
    assertThat(self.broadcasts())
        .extracting(event -> ((SerfMessage.UserEvent) event).ltime())
        .containsExactlyInAnyOrder(1L, 2L);
    assertThat(self.serf.stats())
        .containsEntry("event_time", "3")
        .containsEntry("event_queue", "2");
  }

  @Test
  void noneIsToldTwice() {
    self.hear(TestingSerf.event(5, "a", "x"));
    self.hear(TestingSerf.event(5, "a", "x"));
    self.hear(TestingSerf.event(5, "a", "y"));
    self.hear(TestingSerf.event(4, "a", "x"));
    assertThat(self.told()).containsExactly("event a x", "event a y", "event a x");
    assertThat(self.broadcasts()).hasSize(3);
    assertThat(self.serf.clocks().events()).isEqualTo(6);
  }

  @Test
  void whatIsOlderThanTheWindowIsDropped() {
    self.hear(TestingSerf.event(1000, "new", ""));
    self.hear(TestingSerf.event(489, "edge", ""));
    self.hear(TestingSerf.event(488, "old", ""));
    assertThat(self.told()).containsExactly("event new ", "event edge ");
  }

  @Test
  void sizesAreLimitedInSerfsWords() {
    assertThatThrownBy(() -> self.serf.userEvent("a", new byte[512], false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("user event exceeds configured limit of 512 bytes before encoding");
    assertThatThrownBy(() -> self.serf.userEvent("a", new byte[500], false))
        .hasMessage("encoded user event exceeds configured limit of 512 bytes after encoding");
    assertThatThrownBy(() -> SerfSettings.CONSUL.withEventBytes(10_000))
        .hasMessage("user event size limit exceeds limit of 9216 bytes");
    TestingSerf large = new TestingSerf(SerfSettings.CONSUL.withEventBytes(9216));
    large.serf.userEvent("a", new byte[9000], false);
    assertThat(large.broadcasts()).hasSize(1);
  }

  @Test
  void whoJoinsLearnsOfEventsUnlessItDoesNotWant() {
    self.serf.userEvent("deploy", NOTHING, false);
    TestingSerf curious = new TestingSerf();
    curious.serf.mergeRemoteState(self.serf.localState(true), true);
    assertThat(curious.told()).containsExactly("event deploy ");

    TestingSerf other = new TestingSerf();
    other.serf.ignoreOldEvents(true);
    other.serf.mergeRemoteState(self.serf.localState(true), true);
    other.serf.ignoreOldEvents(false);
    assertThat(other.told()).isEmpty();
    self.serf.userEvent("next", NOTHING, false);
    other.serf.mergeRemoteState(self.serf.localState(false), false);
    assertThat(other.told()).containsExactly("event next ");
  }

  @Test
  void afterARestartOldEventsAreOld() {
    TestingSerf again = new TestingSerf(SerfSettings.CONSUL, null, new SerfMessage.Clocks(7, 5, 3));
    assertThat(again.serf.clocks()).isEqualTo(new SerfMessage.Clocks(8, 6, 4));
    again.hear(TestingSerf.event(5, "old", ""));
    again.hear(TestingSerf.event(6, "new", ""));
    assertThat(again.told()).containsExactly("event new ");
  }

  @Test
  void ofEventsThatMayCoalesceTheLatestIsTold() {
    SerfSettings.Coalescing period =
        new SerfSettings.Coalescing(Duration.ofSeconds(3), Duration.ofSeconds(1));
    TestingSerf slow = new TestingSerf(SerfSettings.CONSUL.withCoalescing(period, period));
    slow.pass(Duration.ofSeconds(2));
    slow.take();
    slow.serf.userEvent("a", TestingSerf.bytes("1"), true);
    slow.serf.userEvent("a", TestingSerf.bytes("2"), true);
    slow.serf.userEvent("now", NOTHING, false);
    slow.join("x", 3);
    slow.gone("x");
    assertThat(slow.told()).containsExactly("event now ");
    slow.pass(Duration.ofMillis(999));
    assertThat(slow.told()).isEmpty();
    slow.pass(Duration.ofMillis(1));
    assertThat(slow.told()).containsExactly("event a 2", "FAILED [x]");

    for (int i = 0; i < 5; i++) {
      slow.serf.userEvent("b", TestingSerf.bytes("" + i), true);
      slow.pass(Duration.ofMillis(800));
    }
    assertThat(slow.told()).containsExactly("event b 3");
    slow.serf.stop();
    assertThat(slow.told()).containsExactly("event b 4");
  }

  @Test
  void aMemberThatIsAsItWasToldIsNotToldAgain() {
    SerfSettings.Coalescing period =
        new SerfSettings.Coalescing(Duration.ofSeconds(3), Duration.ofSeconds(1));
    TestingSerf slow = new TestingSerf(SerfSettings.CONSUL.withCoalescing(period, period));
    slow.join("x", 3);
    slow.pass(Duration.ofSeconds(3));
    assertThat(slow.told()).containsExactly("JOIN [self, x]");
    slow.gone("x");
    slow.join("x", 3);
    slow.pass(Duration.ofSeconds(3));
    assertThat(slow.told()).isEmpty();
  }
}
