package io.proconsul.core.reconcile;

import static io.proconsul.core.testing.InMemoryPool.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.autopilot.Peer;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.state.Key;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Member;
import io.proconsul.model.Member.MemberStatus;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcilerTest {
  private final TestingDatacenter dc = new TestingDatacenter();

  @BeforeEach
  void aLeader() {
    dc.pool.server("s1", 1);
  }

  private HealthCheck health(String node) {
    return Objects.requireNonNull(
        dc.state.tables().checks().get(Key.of(node, HealthCheck.SERF_HEALTH)));
  }

  private boolean known(String node) {
    return dc.state.tables().nodes().get(Key.of(node)) != null;
  }

  private Node node(String node) {
    return Objects.requireNonNull(dc.state.tables().nodes().get(Key.of(node)));
  }

  private void register(Node node) {
    dc.state.apply(new CatalogCommand.Register(node, null, List.of(), false));
  }

  private static Node plain(String name, int number, String address) {
    return new Node(
        number == 0 ? "" : id(number),
        name,
        address,
        "dc1",
        Map.of("lan", address),
        Map.of("k", "v"),
        0,
        0);
  }

  @Test
  void theLeaderIsInTheCatalogAsSoonAsItLeads() {
    dc.reconciler.start();
    assertThat(node("s1").withIndexes(0, 0)).isEqualTo(TestingDatacenter.SELF);
    assertThat(health("s1"))
        .isEqualTo(HealthCheck.of("s1", "serfHealth", "Serf Health Status", "passing")
            .withStatus("passing", "Agent alive and reachable")
            .withIndexes(1, 1));
    ServiceInstance consul =
        Objects.requireNonNull(dc.state.tables().services().get(Key.of("s1", "consul")));
    assertThat(consul.port()).isEqualTo(8300);
    assertThat(consul.tags()).isEmpty();
    assertThat(consul.meta()).containsEntry("raft_version", "3").hasSize(8);
  }

  @Test
  void aClientIsRegisteredWhenItJoins() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    assertThat(node("c1").withIndexes(0, 0))
        .isEqualTo(new Node(id(5), "c1", "10.0.0.5", "dc1", null, null, 0, 0));
    assertThat(health("c1").status()).isEqualTo("passing");
    assertThat(dc.state.tables().services().get(Key.of("c1", "consul"))).isNull();
  }

  @Test
  void whatTheAgentSaidOfItsNodeStays() {
    register(plain("c1", 5, "10.0.0.9"));
    dc.pool.client("c1", 5);
    dc.reconciler.start();
    assertThat(node("c1").address()).isEqualTo("10.0.0.5");
    assertThat(node("c1").meta()).isEqualTo(Map.of("k", "v"));
    assertThat(node("c1").taggedAddresses()).isEqualTo(Map.of("lan", "10.0.0.9"));
  }

  @Test
  void nothingIsWrittenWhileAllIsInOrder() {
    dc.pool.client("c1", 5);
    dc.pool.server("s2", 2);
    dc.pool.client("gone", 7);
    dc.pool.is("gone", MemberStatus.LEFT);
    dc.reconciler.start();
    dc.pool.is("c1", MemberStatus.FAILED);
    dc.timer.advance(Duration.ofMinutes(2));
    long index = dc.state.index;
    dc.timer.advance(Duration.ofMinutes(10));
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.FAILED));
    assertThat(dc.state.index).isEqualTo(index);
  }

  @Test
  void aFailedMemberIsCriticalAndComesBack() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.FAILED));
    assertThat(health("c1").status()).isEqualTo("critical");
    assertThat(health("c1").output()).isEqualTo("Agent not live or unreachable");
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.ALIVE));
    assertThat(health("c1").status()).isEqualTo("passing");
    assertThat(health("c1").createIndex()).isEqualTo(2);
  }

  @Test
  void aFailedMemberThatWasNeverRegisteredIsNotNow() {
    dc.reconciler.start();
    dc.pool.client("c1", 5);
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.FAILED));
    assertThat(known("c1")).isFalse();
  }

  @Test
  void aMemberThatLeftIsGone() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.LEAVING));
    assertThat(health("c1").status()).isEqualTo("passing");
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.LEFT));
    assertThat(known("c1")).isFalse();
  }

  @Test
  void aMemberThatIsForgottenIsGone() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    Member failed = dc.pool.is("c1", MemberStatus.FAILED);
    dc.reconciler.memberChanged(failed);
    dc.pool.byName.remove("c1");
    dc.reconciler.memberReaped(failed);
    assertThat(known("c1")).isFalse();
  }

  @Test
  void aNodeWhoseMemberIsNoMoreGoesWithinAMinute() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.server("s2", 2));
    dc.pool.byName.remove("s2");
    dc.timer.advance(Duration.ofMillis(59_999));
    assertThat(known("s2")).isTrue();
    dc.timer.advance(Duration.ofMillis(1));
    assertThat(known("s2")).isFalse();
    assertThat(dc.peers.configuration()).extracting(Peer::id).doesNotContain(id(2));
  }

  @Test
  void nodesHaveAMinuteToBeSeenByANewLeader() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    dc.reconciler.stop();
    dc.pool.byName.remove("c1");
    dc.reconciler.start();
    dc.timer.advance(Duration.ofSeconds(50));
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    dc.timer.advance(Duration.ofMinutes(3));
    assertThat(node("c1").createIndex()).isEqualTo(2);
  }

  @Test
  void aPoolThatDoesNotKnowTheLeaderYetIsAskedAgainAndTakesNobodyOut() {
    Member self = Objects.requireNonNull(dc.pool.byName.remove("s1"));
    register(plain("c1", 5, "10.0.0.5"));
    dc.state.check("c1", "serfHealth", "passing", "");
    dc.reconciler.start();
    dc.timer.advance(Duration.ofMinutes(5));
    assertThat(known("c1")).isTrue();
    dc.pool.put(self);
    dc.timer.advance(Reconciler.INTERVAL);
    assertThat(known("s1")).isTrue();
    assertThat(known("c1")).isFalse();
  }

  @Test
  void aLeaderThatComesToThePoolLateIsRegisteredSoon() {
    Member self = Objects.requireNonNull(dc.pool.byName.remove("s1"));
    dc.reconciler.start();
    dc.pool.put(self);
    dc.timer.advance(Reconciler.FIRST_RETRY);
    assertThat(known("s1")).isTrue();
  }

  @Test
  void aLateSyncOfAnAgentThatLeftIsUndoneWithinAMinute() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    dc.reconciler.memberChanged(dc.pool.is("c1", MemberStatus.LEFT));
    register(plain("c1", 5, "10.0.0.5"));
    dc.timer.advance(Reconciler.INTERVAL);
    assertThat(known("c1")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"LEFT", "FAILED"})
  void externalNodesAreLeftAlone(MemberStatus status) {
    register(plain("ext", 0, "10.9.0.1"));
    register(plain("other", 8, "10.9.0.2"));
    dc.pool.client("ext", 5);
    dc.pool.is("ext", status);
    dc.pool.client("other", 6);
    dc.pool.is("other", status);
    dc.reconciler.start();
    dc.timer.advance(Duration.ofMinutes(3));
    assertThat(node("ext").withIndexes(0, 0)).isEqualTo(plain("ext", 0, "10.9.0.1"));
    assertThat(known("other")).isTrue();
    assertThat(dc.state.tables().checks().size()).isEqualTo(1);
  }

  @Test
  void theLeaderItselfIsNeverTakenOut() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.is("s1", MemberStatus.FAILED));
    dc.reconciler.memberChanged(dc.pool.is("s1", MemberStatus.LEFT));
    dc.pool.byName.remove("s1");
    dc.timer.advance(Reconciler.INTERVAL);
    assertThat(health("s1").status()).isEqualTo("passing");
    assertThat(dc.peers.configuration()).hasSize(1);
  }

  @Test
  void membersOfOtherDatacentersAndStrangersAreNotRegistered() {
    dc.pool.client("c2", 5);
    dc.pool.tag("c2", "dc", "dc2");
    dc.pool.put(new Member("serf", "10.0.0.7", 7946, Map.of(), MemberStatus.ALIVE));
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.tag("c2", "x", "y"));
    assertThat(dc.state.tables().nodes().size()).isEqualTo(1);
  }

  @Test
  void whoLeftDoesNotTakeAlongWhoHasTheNameNow() {
    dc.reconciler.start();
    Member left = dc.pool.client("c1", 5);
    dc.reconciler.memberChanged(left);
    dc.reconciler.memberChanged(dc.pool.client("c1", 6));
    dc.reconciler.memberReaped(left);
    assertThat(node("c1").id()).isEqualTo(id(6));
  }

  @Test
  void anAgentPutUpAnewTakesItsOldNameFromAMachineThatWasThoughtAlive() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    dc.reconciler.memberChanged(dc.pool.client("c1", 6));
    assertThat(node("c1").id()).isEqualTo(id(6));
    assertThat(health("c1").status()).isEqualTo("passing");
  }

  @Test
  void whatAnAgentSyncedLateDoesNotKeepItsNameFromItsSuccessor() {
    dc.reconciler.start();
    register(
        new Node(id(5), "c1", "10.0.0.5", "dc1", null, Map.of("consul-network-segment", ""), 0, 0));
    dc.reconciler.memberChanged(dc.pool.client("c1", 6));
    assertThat(node("c1").id()).isEqualTo(id(6));
    register(plain("ext", 7, "10.9.9.9"));
    dc.reconciler.memberChanged(dc.pool.client("ext", 8));
    assertThat(node("ext").id()).isEqualTo(id(7));
  }

  @Test
  void aRenamedNodeTakesItsIdAlongOnceTheOldNameIsNotAlive() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.client("old", 5));
    dc.reconciler.memberChanged(dc.pool.client("new", 5));
    assertThat(known("new")).isFalse();
    assertThat(dc.notes.errors).hasSize(1);
    dc.reconciler.memberChanged(dc.pool.is("old", MemberStatus.FAILED));
    dc.reconciler.memberChanged(dc.pool.is("new", MemberStatus.ALIVE));
    assertThat(known("old")).isFalse();
    assertThat(health("new").status()).isEqualTo("passing");
    dc.reconciler.memberChanged(dc.pool.is("old", MemberStatus.LEFT));
    assertThat(known("new")).isTrue();
  }

  @Test
  void aServerWhoseTagsChangeIsWrittenAgain() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.server("s2", 2));
    dc.reconciler.memberChanged(dc.pool.tag("s2", "build", "1.22.0:x"));
    ServiceInstance consul =
        Objects.requireNonNull(dc.state.tables().services().get(Key.of("s2", "consul")));
    assertThat(consul.meta()).containsEntry("version", "1.22.0");
  }

  @Test
  void aServerJoinsTheLogWhenItComesAndLeavesItWhenItGoes() {
    dc.reconciler.start();
    dc.reconciler.memberChanged(dc.pool.server("s2", 2));
    assertThat(dc.peers.configuration()).contains(new Peer(id(2), false));
    dc.reconciler.memberChanged(dc.pool.is("s2", MemberStatus.FAILED));
    assertThat(dc.peers.configuration()).hasSize(2);
    dc.reconciler.memberChanged(dc.pool.is("s2", MemberStatus.LEFT));
    assertThat(dc.peers.configuration()).hasSize(1);
  }

  @Test
  void aSecondServerInBootstrapModeDoesNotJoinTheLog() {
    dc.pool.tag("s1", "bootstrap", "1");
    dc.reconciler.start();
    dc.pool.server("s2", 2);
    dc.reconciler.memberChanged(dc.pool.tag("s2", "bootstrap", "1"));
    assertThat(dc.peers.configuration()).hasSize(1);
    assertThat(dc.notes.errors).singleElement().asString().contains("bootstrap mode");
    assertThat(known("s2")).isTrue();
    dc.reconciler.memberChanged(dc.pool.is("s2", MemberStatus.LEFT));
    dc.pool.server("s3", 3);
    dc.pool.tag("s1", "bootstrap", "");
    dc.reconciler.memberChanged(dc.pool.tag("s3", "bootstrap", "1"));
    assertThat(dc.peers.configuration()).contains(new Peer(id(3), false));
  }

  @Test
  void aMembershipThatIsBusyIsTriedAgain() {
    dc.reconciler.start();
    dc.peers.busy = true;
    dc.reconciler.memberChanged(dc.pool.server("s2", 2));
    dc.peers.busy = false;
    dc.timer.advance(Reconciler.FIRST_RETRY);
    assertThat(dc.peers.configuration()).hasSize(2);
  }

  @Test
  void aWriteThatFailsIsMadeGoodSoonerThanInAMinute() {
    dc.consensus.leader = false;
    dc.reconciler.start();
    dc.timer.advance(Duration.ofSeconds(2));
    dc.consensus.leader = true;
    dc.timer.advance(Duration.ofSeconds(2));
    assertThat(known("s1")).isTrue();
  }

  @Test
  void failuresAreTriedAgainAtGrowingIntervals() {
    dc.consensus.leader = false;
    dc.reconciler.start();
    dc.timer.advance(Duration.ofMinutes(10));
    assertThat(dc.notes.errors.size()).isBetween(12, 20);
  }

  @Test
  void itEndsWithTheLeadership() {
    dc.reconciler.start();
    dc.reconciler.stop();
    assertThat(dc.timer.waiting()).isZero();
    dc.reconciler.memberChanged(dc.pool.client("c1", 5));
    assertThat(known("c1")).isFalse();
  }

  @Test
  void aNewLeadershipLooksAtEverything() {
    dc.reconciler.start();
    dc.reconciler.stop();
    dc.pool.client("c1", 5);
    dc.reconciler.start();
    assertThat(known("c1")).isTrue();
  }
}
