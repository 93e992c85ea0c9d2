package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.connect.RootMaker;
import io.proconsul.core.connect.RootRules;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.testing.Heard;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.QuietNotes;
import io.proconsul.core.testing.TestingAuthority;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final QuietNotes notes = new QuietNotes();
  private Instant now = Instant.EPOCH;
  private final TestingAuthority maker = new TestingAuthority();
  private final LeaderPorts ports =
      new LeaderPorts(state.machine, consensus, timer, () -> now, notes);

  private Authority authority(RootMaker with, Executor executor) {
    return new Authority(
        new Authority.Setup(TestingAuthority.CONFIGURATION, with, consensus::submit, executor),
        ports);
  }

  private Authority authority() {
    return authority(maker, Runnable::run);
  }

  private interface Making {
    RootMaker.Made make(String clusterId, long serialNumber, RootRules rules);
  }

  private RootMaker making(Making making) {
    return new RootMaker() {
      @Override
      public Made make(String clusterId, long serialNumber, RootRules rules) {
        return making.make(clusterId, serialNumber, rules);
      }

      @Override
      public String crossSign(CaRoot root, CaRoot by, CaKey key) {
        return maker.crossSign(root, by, key);
      }
    };
  }

  private static CaConfiguration wanted(String provider, String... config) {
    Map<String, Value> fields = new TreeMap<>();
    for (int i = 0; i < config.length; i += 2) {
      fields.put(config[i], Value.of(config[i + 1]));
    }
    return new CaConfiguration("", provider, new Value.Obj(fields), false, 0, 0);
  }

  private List<Object> configure(Authority authority, CaConfiguration wanted) {
    Heard<Boolean> heard = new Heard<>();
    authority.configure(wanted, heard);
    return heard.all;
  }

  private List<CaRoot> roots() {
    return state.ask(new ConnectQuery.Roots()).result().roots();
  }

  private String active() {
    return state.ask(new ConnectQuery.Roots()).result().activeRootId();
  }

  @Test
  void theFirstLeaderMakesIt() {
    authority().start();
    assertThat(active()).isEqualTo("r1");
    assertThat(notes.infos)
        .containsExactly("initialized primary datacenter CA with provider: provider=consul");
  }

  @Test
  void thoseAfterItLeaveItAlone() {
    Authority first = authority();
    first.start();
    first.stop();
    first.start();
    authority().start();
    assertThat(active()).isEqualTo("r1");
    assertThat(maker.made).isEqualTo(1);
    assertThat(state.index).isEqualTo(1);
  }

  @Test
  void ofTwoThatMadeOneTheFirstInTheLogCounts() {
    Deque<Runnable> later = new ArrayDeque<>();
    Authority slow = authority(maker, later::add);
    slow.start();
    authority().start();
    later.remove().run();
    assertThat(maker.made).isEqualTo(2);
    assertThat(active()).isEqualTo("r1");
  }

  @Test
  void eachHasASerialNumberOfItsOwn() {
    List<Long> numbers = new ArrayList<>();
    RootMaker counting = making((cluster, number, rules) -> {
      numbers.add(number);
      return maker.make(cluster, number, rules);
    });
    state.set("a", "b");
    authority(counting, Runnable::run).start();
    assertThat(numbers).containsExactly(2L);
  }

  @Test
  void aFailureIsToldAndTriedAgain() {
    consensus.leader = false;
    authority().start();
    assertThat(notes.errors)
        .containsExactly("failed to initialize CA, trying again: error=No cluster leader");
    consensus.leader = true;
    timer.pass(Authority.RETRY);
    assertThat(active()).isEqualTo("r2");
    timer.pass(Duration.ofHours(2));
    assertThat(maker.made).isEqualTo(2);
  }

  @Test
  void soIsARootThatCannotBeMade() {
    RootMaker broken = making((_, _, _) -> {
      throw new ConsulException.Refused("no dice");
    });
    authority(broken, Runnable::run).start();
    timer.pass(Authority.RETRY);
    assertThat(notes.errors).hasSize(2);
    assertThat(state.index).isZero();
  }

  @Test
  void anotherConfigurationLeavesTheRootAlone() {
    Authority authority = authority();
    authority.start();
    assertThat(configure(authority, wanted("consul", "LeafCertTTL", "48h"))).containsExactly(true);
    assertThat(state.ask(new ConnectQuery.Configuration()).result()).hasValueSatisfying(found -> {
      assertThat(found.config().fields()).containsOnlyKeys("LeafCertTTL");
      assertThat(found.clusterId()).isEqualTo(TestingAuthority.CLUSTER);
      assertThat(found.modifyIndex()).isEqualTo(2);
    });
    assertThat(state.ask(new ConnectQuery.Roots()).index()).isEqualTo(1);
    assertThat(configure(authority, wanted("consul", "LeafCertTTL", "48h"))).containsExactly(true);
    assertThat(state.index).isEqualTo(2);
  }

  @Test
  void whatCannotBeIsRefused() {
    Authority authority = authority();
    CaConfiguration fine = wanted("consul", "LeafCertTTL", "48h");
    assertThat(configure(authority, fine)).containsExactly("CA is not initialized yet");
    authority.start();
    assertThat(configure(authority, wanted("nope")))
        .containsExactly("could not initialize provider: unknown CA provider \"nope\"");
    assertThat(configure(authority, wanted("consul", "LeafCertTTL", "1m")))
        .containsExactly(
            "could not configure provider: leaf cert TTL must be greater or equal than 1h0m0s");
    consensus.leader = false;
    assertThat(configure(authority, fine)).containsExactly("No cluster leader");
    assertThat(state.index).isEqualTo(1);
  }

  @Test
  void anotherKindOfKeyMeansAnotherRootForWhichTheOldOneVouches() {
    Authority authority = authority();
    authority.start();
    Value.Obj config = new Value.Obj(
        Map.of("PrivateKeyType", Value.of("rsa"), "PrivateKeyBits", new Value.Int(2048)));
    CaConfiguration rsa = new CaConfiguration("", "consul", config, false, 0, 0);
    assertThat(configure(authority, rsa)).containsExactly(true);
    assertThat(active()).isEqualTo("r2");
    assertThat(roots())
        .satisfiesExactly(
            old -> assertThat(old.active()).isFalse(),
            made -> assertThat(made.intermediateCerts()).containsExactly("r2 by the key of r1\n"));
    assertThat(state.tables().caKeys().get(Key.of("r1"))).isNull();
    assertThat(state.tables().caKeys().size()).isEqualTo(1);
  }

  @Test
  void anOldRootIsTrustedUntilAllThatItSignedIsOver() {
    Authority authority = authority();
    authority.start();
    Value.Obj config =
        new Value.Obj(Map.of("PrivateKeyBits", new Value.Int(384), "LeafCertTTL", Value.of("2h")));
    configure(authority, new CaConfiguration("", "consul", config, false, 0, 0));
    assertThat(roots()).hasSize(2);
    now = now.plus(Duration.ofMinutes(239));
    timer.pass(Authority.PRUNE);
    assertThat(roots()).hasSize(2);
    now = now.plus(Duration.ofMinutes(1));
    timer.pass(Authority.PRUNE);
    assertThat(roots()).extracting(CaRoot::id).containsExactly("r2");
    long index = state.index;
    timer.pass(Authority.PRUNE.multipliedBy(3));
    authority.stop();
    assertThat(state.index).isEqualTo(index);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void whoNoLongerLeadsWritesNothing() {
    Deque<Runnable> later = new ArrayDeque<>();
    Authority authority = authority(maker, later::add);
    authority.start();
    authority.stop();
    later.remove().run();
    assertThat(state.index).isZero();

    consensus.leader = false;
    authority.start();
    later.remove().run();
    authority.stop();
    consensus.leader = true;
    timer.pass(Duration.ofHours(1));
    assertThat(later).isEmpty();
  }
}
