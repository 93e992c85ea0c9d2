package io.proconsul.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.local.LocalCheck;
import io.proconsul.core.local.LocalService;
import io.proconsul.core.local.LocalSettings;
import io.proconsul.core.local.LocalState;
import io.proconsul.core.local.Source;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Status;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AntiEntropyTest {
  private static final Node NODE =
      new Node("id", "n1", "10.0.0.1", "dc1", Map.of("lan", "10.0.0.1"), Map.of(), 0, 0);
  private static final HealthCheck SERF =
      HealthCheck.of("n1", HealthCheck.SERF_HEALTH, "Serf Health Status", HealthCheck.PASSING);

  private final LocalSettings settings =
      new LocalSettings(NODE, true, false, LocalSettings.Checks.DEFAULT);
  private final ManualTimer timer = new ManualTimer();
  private final LocalState state = new LocalState(settings, timer, new Random(1), timer);
  private final ServiceInstance web = ServiceInstance.of("w1", "web", 80).withTags(List.of("a"));
  private final HealthCheck check =
      HealthCheck.of("n1", "c", "c", HealthCheck.PASSING).withService("w1", "web", List.of("a"));

  @BeforeEach
  void registerOneService() {
    state.put(new LocalService(web, "", Source.REMOTE, false));
    state.put(new LocalCheck(check, null, "", Source.REMOTE, 0, false));
  }

  @Test
  void whatIsTheSameIsLeftAlone() {
    AntiEntropy.Drift drift =
        compare(NODE.withIndexes(3, 4), List.of(web.withIndexes(1, 2)), check);
    assertThat(drift.node()).isFalse();
    assertThat(drift.services()).isEmpty();
    assertThat(drift.checks()).isEmpty();
    assertThat(drift.strangers()).isEmpty();
  }

  @Test
  void anEmptyCatalogLacksEverything() {
    AntiEntropy.Drift drift = AntiEntropy.compare(
        state.snapshot(),
        Catalog.View.of(null, List.of(), List.of()),
        settings,
        state.deferredChecks());
    assertThat(drift.node()).isTrue();
    assertThat(drift.services()).containsExactly("w1");
    assertThat(drift.checks()).containsExactly("c");
  }

  @Test
  void changedServicesAndChecksAreWrittenAgain() {
    AntiEntropy.Drift drift = compare(
        NODE, List.of(ServiceInstance.of("w1", "web", 81)), check.withStatus("critical", ""));
    assertThat(drift.services()).containsExactly("w1");
    assertThat(drift.checks()).containsExactly("c");
  }

  @Test
  void tagsMayBeSetInTheCatalogWhereTheServiceAllowsIt() {
    ServiceInstance open = overridable(web);
    state.put(new LocalService(open, "", Source.REMOTE, false));
    AntiEntropy.Drift drift = compare(NODE, List.of(open.withTags(List.of("b"))), check);
    assertThat(drift.tags()).containsExactly(Map.entry("w1", List.of("b")));
    assertThat(drift.services()).isEmpty();
  }

  @Test
  void aChecksCopyOfTheServicesTagsMayBeOld() {
    AntiEntropy.Drift drift =
        compare(NODE, List.of(web), check.withService("w1", "old-name", List.of("old")));
    assertThat(drift.checks()).isEmpty();
  }

  @Test
  void outputThatIsDeferredIsNotMissed() {
    state.synced(new LocalCheck(check, null, "", Source.REMOTE, 0, false));
    state.update("c", Status.PASSING, "new output");
    assertThat(compare(NODE, List.of(web), check).checks()).isEmpty();
    timer.advance(java.time.Duration.ofMinutes(8));
    assertThat(compare(NODE, List.of(web), check).checks()).containsExactly("c");
  }

  @Test
  void strangersGoButWhatTheLeaderLooksAfterStays() {
    Catalog.View view = Catalog.View.of(
        NODE,
        List.of(
            web,
            ServiceInstance.of("ghost", "ghost", 1),
            ServiceInstance.of("consul", "consul", 1)),
        List.of(
            check,
            SERF,
            HealthCheck.of("n1", "odd", "odd", "passing"),
            HealthCheck.of("n1", "its", "its", "passing")
                .withService("ghost", "ghost", List.of())));
    AntiEntropy.Drift drift =
        AntiEntropy.compare(state.snapshot(), view, settings, state.deferredChecks());
    assertThat(drift.strangers()).containsExactly("ghost");
    assertThat(drift.strangeChecks()).containsExactly("odd");
  }

  @Test
  void aServiceIsWrittenTogetherWithItsChecks() {
    List<SyncStep> steps = AntiEntropy.plan(state.unsynced(), settings, false);
    assertThat(steps).hasSize(1);
    var register = (CatalogCommand.Register) steps.get(0).command();
    assertThat(register.service()).isEqualTo(web);
    assertThat(register.checks()).containsExactly(check);
    assertThat(register.skipNodeUpdate()).isFalse();
  }

  @Test
  void whatIsGoneIsDeregisteredOnce() {
    state.removeService("w1");
    List<SyncStep> steps = AntiEntropy.plan(state.unsynced(), settings, true);
    assertThat(steps)
        .extracting(SyncStep::command)
        .containsExactly(new CatalogCommand.Deregister("n1", "w1", ""));
    steps.get(0).settle(state);
    assertThat(state.unsynced().isEmpty()).isTrue();
  }

  @Test
  void aCheckThatWentAloneIsDeregisteredAlone() {
    state.removeCheck("c");
    assertThat(AntiEntropy.plan(state.unsynced(), settings, true))
        .extracting(SyncStep::command)
        .contains(new CatalogCommand.Deregister("n1", "", "c"))
        .hasSize(2);
  }

  @Test
  void theNodeAloneIsWrittenWhenNothingElseIs() {
    LocalState empty = new LocalState(settings, timer, new Random(1), timer);
    assertThat(AntiEntropy.plan(empty.unsynced(), settings, true)).isEmpty();
    assertThat(AntiEntropy.plan(empty.unsynced(), settings, false))
        .extracting(SyncStep::command)
        .containsExactly(new CatalogCommand.Register(NODE, null, List.of(), false));
  }

  private AntiEntropy.Drift compare(Node node, List<ServiceInstance> services, HealthCheck there) {
    Catalog.View view = Catalog.View.of(node, services, List.of(there, SERF));
    return AntiEntropy.compare(state.snapshot(), view, settings, state.deferredChecks());
  }

  private static ServiceInstance overridable(ServiceInstance of) {
    return new ServiceInstance(
        of.kind(),
        of.id(),
        of.service(),
        of.tags(),
        of.address(),
        of.taggedAddresses(),
        of.meta(),
        of.port(),
        of.socketPath(),
        of.weights(),
        true,
        of.proxy(),
        of.connect(),
        of.locality(),
        0,
        0);
  }
}
