package io.proconsul.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberRulesTest {
  private final TestingSerf self = new TestingSerf();

  private static SerfMessage.Leave leave(long ltime, String node) {
    return new SerfMessage.Leave(ltime, node, false);
  }

  @Test
  void whoSaidSoLeavesAndWhoDidNotFails() {
    self.join("a", 3);
    self.join("b", 4);
    self.hear(leave(5, "a"));
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEAVING);
    self.gone("a");
    self.gone("b");
    self.gone("unknown");
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEFT);
    assertThat(self.status("b")).isEqualTo(MemberStatus.FAILED);
    assertThat(self.told()).containsExactly("JOIN [a]", "JOIN [b]", "LEAVE [a]", "FAILED [b]");
  }

  @Test
  void newsIsSentOnOnceAndOldNewsNever() {
    self.join("a", 3);
    self.hear(new SerfMessage.Join(7, "a"));
    assertThat(self.broadcasts()).containsExactly(new SerfMessage.Join(7, "a"));
    self.hear(leave(7, "a"));
    assertThat(self.status("a")).isEqualTo(MemberStatus.ALIVE);
    self.hear(leave(8, "a"));
    self.hear(leave(8, "a"));
    assertThat(self.broadcasts()).containsOnlyOnce(leave(8, "a")).doesNotContain(leave(7, "a"));
    self.hear(leave(9, "a"));
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEAVING);
    assertThat(self.serf.clocks().intents()).isEqualTo(10);
  }

  @Test
  void aLaterJoinUndoesALeave() {
    self.join("a", 3);
    self.hear(leave(5, "a"));
    self.hear(new SerfMessage.Join(6, "a"));
    assertThat(self.status("a")).isEqualTo(MemberStatus.ALIVE);
    self.hear(leave(5, "a"));
    assertThat(self.status("a")).isEqualTo(MemberStatus.ALIVE);
  }

  @Test
  void whatWasSaidBeforeAMemberIsSeenCounts() {
    self.hear(leave(5, "early"));
    self.hear(new SerfMessage.Join(3, "early"));
    self.hear(new SerfMessage.Join(4, "other"));
    self.join("early", 3);
    self.join("other", 4);
    assertThat(self.status("early")).isEqualTo(MemberStatus.LEAVING);
    assertThat(self.status("other")).isEqualTo(MemberStatus.ALIVE);
    self.hear(leave(4, "other"));
    assertThat(self.status("other")).isEqualTo(MemberStatus.ALIVE);
  }

  @Test
  void intentsAboutUnknownNodesAreForgotten() {
    self.hear(leave(5, "early"));
    self.pass(Duration.ofMinutes(6));
    self.join("early", 3);
    assertThat(self.status("early")).isEqualTo(MemberStatus.ALIVE);
  }

  /** Two later than the leave: a push/pull tells the leave one later than it was. */
  @Test
  void aNodeRefutesThatItLeaves() {
    self.hear(leave(5, "self"));
    assertThat(self.status("self")).isEqualTo(MemberStatus.ALIVE);
    assertThat(self.broadcasts()).containsExactly(new SerfMessage.Join(7, "self"));
  }

  @Test
  void aNodeThatLeavesDoesNotRefute() {
    self.join("a", 3);
    self.serf.leave(77);
    assertThat(self.status("self")).isEqualTo(MemberStatus.LEAVING);
    assertThat(self.serf.leaving()).isTrue();
    assertThat(self.take(SerfEffect.BroadcastSent.class)).isEmpty();
    for (int i = 0; i < 4; i++) {
      assertThat(self.broadcasts()).containsExactly(leave(1, "self"));
    }
    assertThat(self.take(SerfEffect.BroadcastSent.class))
        .containsExactly(new SerfEffect.BroadcastSent(77));
    assertThat(self.broadcasts()).isEmpty();
  }

  @Test
  void aloneThereIsNobodyToTell() {
    self.serf.leave(77);
    assertThat(self.take(SerfEffect.BroadcastSent.class)).hasSize(1);
  }

  @Test
  void anOperatorMakesAFailedMemberOneThatLeft() {
    self.join("a", 3);
    self.gone("a");
    self.serf.forceLeave("a", false, 1);
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEFT);
    assertThat(self.told()).containsExactly("JOIN [a]", "FAILED [a]", "LEAVE [a]");
  }

  /**
   * A refutation that overtook the goodbye makes it alive again, and the intent is known already.
   */
  @Test
  void whoSaidItselfThatItGoesHasLeftWhateverCameBefore() {
    self.join("a", 3);
    self.hear(new SerfMessage.Leave(5, "a", false));
    self.gone("a");
    self.join("a", 3);
    self.saysGoodbye("a");
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEFT);
    self.hear(new SerfMessage.Leave(5, "a", false));
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEFT);
    assertThat(self.told()).containsExactly("JOIN [a]", "LEAVE [a]", "JOIN [a]", "LEAVE [a]");
  }

  @Test
  void pruningForgetsAtOnceWhoHasGone() {
    self.join("a", 3);
    self.gone("a");
    self.serf.forceLeave("a", true, 1);
    assertThat(self.status("a")).isEqualTo(MemberStatus.NONE);
    assertThat(self.told()).containsExactly("JOIN [a]", "FAILED [a]", "LEAVE [a]", "REAP [a]");
  }

  @Test
  void pruningWaitsForWhoIsAboutToGo() {
    self.join("a", 3);
    self.hear(new SerfMessage.Leave(5, "a", true));
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEAVING);
    self.pass(Duration.ofSeconds(7));
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEAVING);
    self.pass(Duration.ofSeconds(2));
    assertThat(self.status("a")).isEqualTo(MemberStatus.NONE);
  }

  @Test
  void whoIsGoneForLongIsForgotten() {
    self.join("failed", 3);
    self.join("left", 4);
    self.serf.joined(TestingSerf.peer("brief", 5, Map.of("rc_tm", "1h")));
    self.serf.joined(TestingSerf.peer("unclear", 6, Map.of("rc_tm", "soon")));
    self.hear(leave(5, "left"));
    List.of("failed", "left", "brief", "unclear").forEach(self::gone);
    self.pass(Duration.ofMinutes(59));
    assertThat(self.serf.members()).hasSize(5);
    self.pass(Duration.ofMinutes(2));
    assertThat(self.status("brief")).isEqualTo(MemberStatus.NONE);
    self.pass(Duration.ofDays(1));
    assertThat(self.status("left")).isEqualTo(MemberStatus.NONE);
    assertThat(self.status("failed")).isEqualTo(MemberStatus.FAILED);
    self.pass(Duration.ofDays(2));
    assertThat(self.serf.members()).extracting(Member::name).containsExactly("self");
  }

  @Test
  void failedMembersAreTriedAgain() {
    self.join("a", 3);
    self.pass(Duration.ofMinutes(1));
    assertThat(self.take(SerfEffect.Reconnect.class)).isEmpty();
    self.gone("a");
    self.pass(Duration.ofSeconds(31));
    assertThat(self.take(SerfEffect.Reconnect.class))
        .containsExactly(new SerfEffect.Reconnect("a", TestingSerf.address(3)));
    self.join("a", 3);
    self.pass(Duration.ofMinutes(2));
    assertThat(self.take(SerfEffect.Reconnect.class)).isEmpty();
    assertThat(self.status("a")).isEqualTo(MemberStatus.ALIVE);
  }

  @Test
  void manyAliveTryOneFailedMemberSeldom() {
    for (int i = 2; i < 100; i++) {
      self.join("m" + i, i);
    }
    self.gone("m50");
    self.pass(Duration.ofMinutes(50));
    assertThat(self.take(SerfEffect.Reconnect.class)).hasSizeBetween(0, 6);
  }

  @Test
  void aStateTellsWhoLeftAndWhenOthersJoined() {
    TestingSerf other = new TestingSerf();
    for (TestingSerf each : List.of(self, other)) {
      each.join("a", 3);
      each.join("b", 4);
    }
    other.hear(leave(5, "a"));
    other.gone("a");
    other.hear(new SerfMessage.Join(9, "b"));
    self.gone("a");
    self.hear(leave(8, "b"));
    self.serf.mergeRemoteState(other.serf.localState(false), false);
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEFT);
    assertThat(self.status("b")).isEqualTo(MemberStatus.ALIVE);
    assertThat(self.serf.clocks().intents()).isEqualTo(10);
  }

  /** Else it would be leaving for good, and gone for the servers with its next short silence. */
  @Test
  void whoCameBackDoesNotLeaveBecauseAnotherIsLate() {
    TestingSerf late = new TestingSerf();
    for (TestingSerf each : List.of(self, late)) {
      each.join("a", 3);
      each.gone("a");
      each.hear(leave(5, "a"));
    }
    late.hear(new SerfMessage.Join(7, "a"));
    self.join("a", 3);
    self.serf.mergeRemoteState(late.serf.localState(false), false);
    assertThat(self.status("a")).isEqualTo(MemberStatus.ALIVE);

    late.hear(leave(9, "a"));
    self.serf.mergeRemoteState(late.serf.localState(false), false);
    assertThat(self.status("a")).isEqualTo(MemberStatus.LEAVING);
  }

  @Test
  void whatIsNoStateChangesNothing() {
    self.serf.mergeRemoteState(new byte[] {2, 1}, true);
    self.serf.mergeRemoteState(new byte[] {0}, true);
    assertThat(self.serf.clocks()).isEqualTo(new SerfMessage.Clocks(1, 1, 1));
  }

  @Test
  void aLongQueueIsCutFromTimeToTime() {
    for (int i = 0; i < 6000; i++) {
      self.hear(new SerfMessage.Join(1, "n" + i));
    }
    assertThat(self.serf.stats()).containsEntry("intent_queue", "6000");
    self.take();
    self.pass(Duration.ofSeconds(31));
    assertThat(self.serf.stats()).containsEntry("intent_queue", "4096");
    assertThat(self.take(SerfEffect.Note.class))
        .extracting(SerfEffect.Note::text)
        .containsExactly("Intent queue depth (6000) exceeds limit (4096), dropping messages!");
  }

  @Test
  void tagsHaveALimit() {
    Map<String, String> tags = Map.of("long", "x".repeat(600));
    assertThatThrownBy(() -> self.serf.tags(tags))
        .hasMessage("Encoded length of tags exceeds limit of 512 bytes");
  }
}
