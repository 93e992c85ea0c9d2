package io.proconsul.core.autopilot;

import static io.proconsul.core.autopilot.InMemoryFleet.at;
import static io.proconsul.core.testing.InMemoryPool.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.leader.LeaderPorts;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operator.AutopilotReads;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.testing.Heard;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.InMemoryPeers;
import io.proconsul.core.testing.InMemoryPool;
import io.proconsul.core.testing.QuietNotes;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Member.MemberStatus;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.ServerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutopilotTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final InMemoryPool pool = new InMemoryPool();
  private final InMemoryPeers peers = new InMemoryPeers().voters(id(1), id(2), id(3));
  private final InMemoryFleet fleet = new InMemoryFleet();
  private final QuietNotes notes = new QuietNotes();
  private final PeerChanges changes = new PeerChanges(id(1), peers, pool, notes);
  private final Autopilot autopilot = new Autopilot(
      new Autopilot.Setup(id(1), "dc1", AutopilotConfiguration.DEFAULT),
      pool,
      fleet,
      changes,
      new LeaderPorts(state.machine, consensus, timer, timer, notes));

  @BeforeEach
  void threeHealthyServers() {
    for (int i = 1; i <= 3; i++) {
      server(i);
    }
    changes.start();
  }

  private void server(int number) {
    pool.server("s" + number, number);
    fleet.stats.put(id(number), at(number == 1 ? 0 : 20, 5, 1_000));
  }

  private void settle() {
    timer.advance(Duration.ofSeconds(2));
  }

  private ServerHealth of(String name) {
    return autopilot.health().servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> peerIds() {
    return peers.configuration().stream().map(Peer::id).toList();
  }

  @Test
  void theFirstLeaderWritesWhatItWasConfiguredWith() {
    autopilot.start();
    assertThat(AutopilotReads.configured(state.tables()))
        .contains(AutopilotConfiguration.DEFAULT.withIndexes(1, 1));
    timer.advance(LONG);
    assertThat(state.index).isEqualTo(1);
  }

  @Test
  void whatIsConfiguredInTheStateStays() {
    AutopilotConfiguration other = new AutopilotConfiguration(
        false, Duration.ofSeconds(1), 9, 0, Duration.ofSeconds(10), "", false, "", 0, 0);
    state.apply(new AutopilotCommand.Set(other));
    autopilot.start();
    assertThat(AutopilotReads.configured(state.tables())).contains(other.withIndexes(1, 1));
  }

  @Test
  void aLogThatTakesNoConfigurationIsTriedAgain() {
    consensus.leader = false;
    autopilot.start();
    consensus.leader = true;
    settle();
    assertThat(AutopilotReads.configured(state.tables())).isPresent();
  }

  @Test
  void threeWellServersTolerateOneFailure() {
    autopilot.start();
    AutopilotHealth health = autopilot.health();
    assertThat(health.healthy()).isTrue();
    assertThat(health.failureTolerance()).isEqualTo(1);
    assertThat(health.servers())
        .element(1)
        .isEqualTo(new ServerHealth(
            id(2),
            "s2",
            "10.0.0.2:8300",
            "alive",
            "1.21.4",
            false,
            Duration.ofMillis(20),
            5,
            1_000,
            true,
            true,
            timer.instant()));
    assertThat(of("s1").leader()).isTrue();
  }

  @Test
  void theStateSaysWhoVotesAndWhatTheirNodesSay() {
    state.node("s2");
    server(4);
    peers.addNonVoter(id(4), new Heard<>());
    peers.holding = true;
    server(5);
    autopilot.start();
    AutopilotState shown = autopilot.state();
    assertThat(shown.leader()).isEqualTo(id(1));
    assertThat(shown.voters()).containsExactly(id(1), id(2), id(3));
    assertThat(shown.servers())
        .extracting(AutopilotState.Server::status)
        .containsExactly("leader", "voter", "voter", "non-voter", "none");
    assertThat(shown.servers().get(1).meta()).isEqualTo(Map.of("os", "linux"));
    assertThat(shown.servers().get(0).meta()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200,5,1000,true",
    "201,5,1000,false",
    "-1,5,1000,false",
    "20,4,1000,false",
    "20,5,750,true",
    "20,5,749,false",
    "20,5,1001,true",
  })
  void healthIsContactTermAndIndex(long contact, long term, long index, boolean healthy) {
    fleet.stats.put(id(2), at(contact, term, index));
    autopilot.start();
    assertThat(of("s2").healthy()).isEqualTo(healthy);
    assertThat(autopilot.health().healthy()).isEqualTo(healthy);
    assertThat(autopilot.health().failureTolerance()).isEqualTo(healthy ? 1 : 0);
  }

  @Test
  void whoIsSilentIsUnwellAfterASecondAndIsShownAsLastSeen() {
    autopilot.start();
    fleet.silent.add("s2");
    settle();
    assertThat(of("s2").healthy()).isTrue();
    timer.advance(Round.PATIENCE);
    assertThat(of("s2").healthy()).isFalse();
    assertThat(of("s2").lastIndex()).isEqualTo(1_000);
    assertThat(of("s3").healthy()).isTrue();
  }

  @Test
  void whoOwesAnAnswerIsNotAskedAgainAndAgain() {
    autopilot.start();
    fleet.silent.add("s2");
    timer.advance(Duration.ofSeconds(8));
    assertThat(fleet.kept).hasSize(1);
    fleet.silent.clear();
    fleet.kept.get(0).done(at(20, 5, 1_000));
    timer.advance(Duration.ofSeconds(4));
    assertThat(of("s2").healthy()).isTrue();
  }

  @Test
  void anAnswerThatIsLostForGoodDoesNotSilenceAServerForEver() {
    autopilot.start();
    fleet.silent.add("s2");
    settle();
    fleet.silent.clear();
    timer.advance(Duration.ofSeconds(20));
    assertThat(of("s2").healthy()).isTrue();
  }

  @Test
  void stableSinceIsWhenTheHealthLastChanged() {
    autopilot.start();
    Instant first = timer.instant();
    timer.advance(Duration.ofSeconds(7));
    assertThat(of("s2").stableSince()).isEqualTo(first);
    fleet.stats.put(id(2), at(900, 5, 1_000));
    timer.advance(Duration.ofSeconds(1));
    assertThat(of("s2").stableSince()).isEqualTo(first.plusSeconds(8));
    assertThat(of("s3").stableSince()).isEqualTo(first);
  }

  @Test
  void aNewServerVotesWhenItHasBeenWellForTenSeconds() {
    autopilot.start();
    timer.advance(LONG);
    server(4);
    changes.join(id(4), new Heard<>());
    autopilot.memberChanged();
    timer.advance(Duration.ofMillis(9_999));
    assertThat(peers.configuration()).contains(new Peer(id(4), false));
    timer.advance(Duration.ofSeconds(2));
    assertThat(peers.configuration()).contains(new Peer(id(4), true));
  }

  @Test
  void aServerThatFallsBackStartsItsTimeAnew() {
    autopilot.start();
    timer.advance(LONG);
    server(4);
    changes.join(id(4), new Heard<>());
    timer.advance(Duration.ofSeconds(8));
    fleet.stats.put(id(4), at(20, 5, 1));
    timer.advance(Duration.ofSeconds(2));
    fleet.stats.put(id(4), at(20, 5, 1_000));
    timer.advance(Duration.ofSeconds(8));
    assertThat(peers.configuration()).contains(new Peer(id(4), false));
    timer.advance(Duration.ofSeconds(6));
    assertThat(peers.configuration()).contains(new Peer(id(4), true));
  }

  @Test
  void aLeaderThatHasJustBegunPromotesWhoIsWell() {
    autopilot.start();
    server(4);
    changes.join(id(4), new Heard<>());
    settle();
    assertThat(peers.configuration()).contains(new Peer(id(4), true));
  }

  @Test
  void aServerOutsideTheLogIsNotPromoted() {
    autopilot.start();
    server(4);
    timer.advance(LONG);
    assertThat(peers.changes).isEmpty();
  }

  @Test
  void aFailedServerIsToldToLeaveWithinTenSeconds() {
    autopilot.start();
    pool.is("s3", MemberStatus.FAILED);
    timer.advance(Duration.ofSeconds(9));
    assertThat(fleet.forcedOut).isEmpty();
    timer.advance(Duration.ofSeconds(1));
    assertThat(fleet.forcedOut).containsExactly("s3");
  }

  @Test
  void deadServersStayWhenSoConfigured() {
    state.apply(new AutopilotCommand.Set(new AutopilotConfiguration(
        false, Duration.ofSeconds(1), 9, 0, Duration.ofSeconds(10), "", false, "", 0, 0)));
    peers.voters(id(1), id(2), id(3), id(9));
    autopilot.start();
    pool.is("s3", MemberStatus.FAILED);
    timer.advance(LONG);
    assertThat(fleet.forcedOut).isEmpty();
    assertThat(peerIds()).contains(id(9));
  }

  @Test
  void aPeerThatGossipDoesNotKnowHasTimeToAppear() {
    peers.voters(id(1), id(2), id(3), id(9));
    autopilot.start();
    timer.advance(Duration.ofSeconds(19));
    assertThat(peerIds()).contains(id(9));
    timer.advance(Duration.ofSeconds(1));
    assertThat(peerIds()).containsExactly(id(1), id(2), id(3));
  }

  @Test
  void aPeerThatAppearsInTimeStays() {
    peers.voters(id(1), id(2), id(3), id(4));
    autopilot.start();
    timer.advance(Duration.ofSeconds(15));
    server(4);
    timer.advance(LONG);
    assertThat(peerIds()).contains(id(4));
  }

  @Test
  void whatItWasAskedBeforeTheFirstRoundIsUnhealthyAndEmpty() {
    fleet.silent.addAll(List.of("s1", "s2", "s3"));
    autopilot.start();
    Heard<AutopilotHealth> heard = new Heard<>();
    autopilot.perform(new AutopilotOperation.Health(), heard);
    assertThat(heard.all).containsExactly(new AutopilotHealth(false, 0, List.of()));
  }

  @Test
  void changesOfMembersAreLookedAtSoonAndTogether() {
    autopilot.start();
    pool.is("s3", MemberStatus.FAILED);
    for (int i = 0; i < 1_000; i++) {
      autopilot.memberChanged();
    }
    assertThat(timer.waiting()).isEqualTo(1);
    timer.advance(Autopilot.SETTLE);
    assertThat(of("s3").serfStatus()).isEqualTo("failed");
    assertThat(autopilot.health().healthy()).isFalse();
  }

  @Test
  void itEndsWithTheLeadership() {
    fleet.silent.add("s3");
    autopilot.start();
    autopilot.stop();
    timer.advance(Duration.ofSeconds(1));
    assertThat(timer.waiting()).isZero();
    assertThat(autopilot.health().servers()).isEmpty();
    autopilot.memberChanged();
    assertThat(timer.waiting()).isZero();
  }
}
