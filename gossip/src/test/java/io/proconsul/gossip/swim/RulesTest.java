package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.gossip.wire.Cidr;
import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.Security;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTest {
  private final TestingNode node = new TestingNode();

  private static Message.Alive alive(String name, int last, long incarnation) {
    return TestingNode.alive(name, last, incarnation);
  }

  @Test
  void whoIsSaidToBeAliveJoins() {
    node.hear(alive("a", 2, 1));
    assertThat(node.lines).containsExactly("JOIN a 10.0.0.2:8301 meta=m");
    node.hear(alive("a", 2, 1));
    assertThat(node.lines).hasSize(1);
  }

  @Test
  void newMetadataIsTakenFromAHigherIncarnationOnly() {
    node.with(1);
    Message.Alive changed =
        new Message.Alive(2, "a", TestingNode.address(2), new byte[] {'n'}, Versions.SERF);
    node.hear(changed);
    node.hear(alive("a", 2, 1));
    assertThat(node.lines).containsExactly("UPDATE a meta=n");
  }

  @Test
  void aSuspectFailsWhenItsTimeIsOver() {
    node.with(1);
    node.hear(new Message.Suspect(1, "a", "b"));
    assertThat(node.state("a")).isEqualTo(Peer.State.SUSPECT);
    node.pass(Duration.ofMillis(3999)); // with nobody else to confirm: 4 probe intervals
    assertThat(node.state("a")).isEqualTo(Peer.State.SUSPECT);
    node.pass(Duration.ofMillis(2));
    assertThat(node.state("a")).isEqualTo(Peer.State.DEAD);
    assertThat(RecordingDelegate.withoutPings(node.lines)).containsExactly("LEAVE a DEAD");
  }

  @Test
  void aSuspectThatRefutesIsAliveWithoutAnEvent() {
    node.with(1);
    node.hear(new Message.Suspect(1, "a", "b"));
    node.hear(alive("a", 2, 1));
    assertThat(node.state("a")).isEqualTo(Peer.State.SUSPECT);
    node.hear(alive("a", 2, 2));
    assertThat(node.state("a")).isEqualTo(Peer.State.ALIVE);
    node.hear(new Message.Suspect(1, "a", "b"));
    assertThat(node.state("a")).isEqualTo(Peer.State.ALIVE);
    assertThat(node.lines).isEmpty();
  }

  @Test
  void whoSaysGoodbyeItselfHasLeft() {
    node.with(2);
    node.hear(new Message.Dead(1, "a", "a"));
    node.hear(new Message.Dead(1, "b", "a"));
    assertThat(node.lines).containsExactly("LEAVE a LEFT", "LEAVE b DEAD");
  }

  @Test
  void rumoursOfOldIncarnationsAndOfStrangersAreIgnored() {
    node.hear(alive("a", 2, 5));
    node.lines.clear();
    node.hear(new Message.Dead(4, "a", "b"));
    node.hear(new Message.Suspect(4, "a", "b"));
    node.hear(new Message.Dead(9, "nobody", "b"));
    node.hear(new Message.Suspect(9, "nobody", "b"));
    assertThat(node.state("a")).isEqualTo(Peer.State.ALIVE);
    assertThat(node.lines).isEmpty();
  }

  @Test
  void accusationsOfThisNodeAreRefutedAndCountAgainstItsHealth() {
    node.with(3);
    node.hear(new Message.Suspect(7, "self", "a"));
    assertThat(node.swim.healthScore()).isEqualTo(1);
    node.hear(new Message.Dead(9, "self", "a"));
    assertThat(node.swim.healthScore()).isEqualTo(2);
    node.pass(Duration.ofMillis(200));
    List<Message.Alive> refutations = node.sent(Message.Alive.class).stream()
        .filter(alive -> alive.node().equals("self"))
        .toList();
    assertThat(refutations).isNotEmpty().allMatch(alive -> alive.incarnation() == 10);
    assertThat(node.lines).doesNotContain("LEAVE self DEAD");
  }

  @Test
  void anOldMemoryOfThisNodeIsOutbid() {
    node.with(1);
    node.hear(
        new Message.Alive(40, "self", TestingNode.SELF, new byte[] {'o', 'l', 'd'}, Versions.SERF));
    node.pass(Duration.ofMillis(200));
    assertThat(node.sent(Message.Alive.class))
        .anyMatch(alive -> alive.node().equals("self") && alive.incarnation() == 41);
  }

  @Test
  void aNameInUseElsewhereIsAConflictAndChangesNothing() {
    node.with(1);
    node.hear(alive("a", 7, 9));
    node.hear(alive("self", 7, 9));
    assertThat(node.lines)
        .containsExactly(
            "CONFLICT 10.0.0.2:8301 10.0.0.7:8301", "CONFLICT 10.0.0.1:8301 10.0.0.7:8301");
    assertThat(node.swim.member("a").orElseThrow().address()).hasToString("10.0.0.2:8301");
  }

  @Test
  void aNameThatLeftComesBackFromAnywhere() {
    node.with(1);
    node.hear(new Message.Dead(1, "a", "a"));
    node.hear(alive("a", 7, 1)); // of no higher incarnation: it has begun anew
    assertThat(node.lines).containsExactly("LEAVE a LEFT", "JOIN a 10.0.0.7:8301 meta=m");
  }

  @Test
  void aNameThatFailedComesBackFromElsewhereAfterAWhile() {
    node.with(1);
    node.hear(new Message.Dead(1, "a", "b"));
    node.hear(alive("a", 7, 1));
    node.pass(Duration.ofSeconds(29));
    node.hear(alive("a", 7, 1));
    assertThat(RecordingDelegate.withoutPings(node.lines))
        .containsExactly(
            "LEAVE a DEAD",
            "CONFLICT 10.0.0.2:8301 10.0.0.7:8301",
            "CONFLICT 10.0.0.2:8301 10.0.0.7:8301");
    node.lines.clear();
    TestingNode later = new TestingNode(
        Tuning.LAN.with(new Tuning.Spreading(Duration.ofMillis(200), 3, Duration.ofMinutes(5), 4)));
    later.with(1).hear(new Message.Dead(1, "a", "b"));
    later.pass(Duration.ofSeconds(31));
    later.hear(alive("a", 7, 1));
    assertThat(RecordingDelegate.withoutPings(later.lines))
        .containsExactly("LEAVE a DEAD", "JOIN a 10.0.0.7:8301 meta=m");
  }

  @Test
  void wrongVersionsAndRefusalsOfTheDelegateKeepAMemberOut() {
    node.hear(
        new Message.Alive(1, "a", TestingNode.address(2), new byte[0], Versions.of(new byte[6])));
    node.delegate.refuseAlive = Optional.of("wrong datacenter");
    node.hear(alive("b", 3, 1));
    assertThat(node.lines).isEmpty();
    assertThat(node.take(Effect.Note.class))
        .extracting(Effect.Note::text)
        .contains("ignoring alive message for 'b': wrong datacenter");
  }

  @Test
  void onlyAllowedAddressesBecomeMembers() {
    Settings settings = Settings.of("self", TestingNode.SELF, Tuning.LAN, Security.NONE)
        .allowing(Cidr.anyOf(List.of(Cidr.parse("10.0.0.0/29"))));
    TestingNode strict = new TestingNode(settings);
    strict.hear(alive("a", 2, 1));
    strict.hear(alive("b", 20, 1));
    assertThat(strict.lines).containsExactly("JOIN a 10.0.0.2:8301 meta=m");
    strict.hear(new Message.Dead(1, "a", "a"));
    strict.hear(alive("a", 21, 2));
    assertThat(strict.state("a")).isEqualTo(Peer.State.LEFT);
  }

  @Test
  void leavingIsDoneWhenItHasGoneOut() {
    node.with(2).answering();
    node.pass(Duration.ofSeconds(10)); // the news of the joins goes first
    node.take(Effect.Done.class);
    node.on(new Event.Leave(5));
    assertThat(node.lines).contains("LEAVE self LEFT");
    assertThat(node.take(Effect.Done.class)).isEmpty();
    node.pass(Duration.ofSeconds(2));
    assertThat(node.take(Effect.Done.class)).containsExactly(new Effect.Done(5, Optional.empty()));
    node.hear(alive("self", 1, 50));
    assertThat(node.state("self")).isEqualTo(Peer.State.LEFT);
  }

  @Test
  void aloneLeavingAndRefreshingAreDoneAtOnce() {
    node.on(new Event.Refresh(1));
    node.on(new Event.Leave(2));
    node.on(new Event.Leave(3));
    assertThat(node.take(Effect.Done.class))
        .extracting(Effect.Done::token)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void refreshedMetadataGoesOutUnderAHigherIncarnation() {
    node.with(2).answering();
    node.delegate.metadata = "v=2";
    node.on(new Event.Refresh(1));
    assertThat(node.lines).containsExactly("UPDATE self meta=v=2");
    node.pass(Duration.ofSeconds(5));
    assertThat(node.sent(Message.Alive.class))
        .anyMatch(alive -> alive.node().equals("self") && alive.incarnation() == 2);
  }

  @Test
  void whoFailedLongAgoIsForgotten() {
    node.with(2);
    node.hear(new Message.Dead(1, "a", "b"));
    node.pass(Duration.ofSeconds(29));
    assertThat(node.swim.member("a")).isPresent();
    node.pass(Duration.ofSeconds(40));
    assertThat(node.swim.member("a")).isEmpty();
  }
}
