package io.proconsul.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.LocalCheck;
import io.proconsul.core.local.LocalService;
import io.proconsul.core.local.LocalSettings;
import io.proconsul.core.local.LocalState;
import io.proconsul.core.local.Source;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogSyncTest {
  private static final Node NODE = new Node(
      "c0ffee00-0000-4000-8000-000000000000", "n1", "10.0.0.1", "dc1", Map.of(), Map.of(), 0, 0);

  private final ManualTimer timer = new ManualTimer();
  private final StateCatalog catalog = new StateCatalog();
  private final LocalSettings settings =
      new LocalSettings(NODE, true, false, LocalSettings.Checks.DEFAULT);
  private final LocalState state = new LocalState(settings, timer, new Random(1), timer);
  private final CatalogSync sync = new CatalogSync(
      state,
      settings,
      new OwnCatalog("n1", catalog.machine, catalog, Runnable::run),
      new CatalogSync.World(timer, new Random(1), Runnable::run, () -> 1));

  @Test
  void nothingIsWrittenBeforeALeaderIsKnown() {
    put("w1");
    assertThat(catalog.applied).isEmpty();
    sync.leaderKnown();
    assertThat(services()).containsExactly("w1");
  }

  @Test
  void aChangeIsWrittenAtOnce() {
    sync.leaderKnown();
    put("w1");
    state.put(new LocalCheck(
        HealthCheck.of("n1", "c", "c", "passing"), null, "", Source.REMOTE, 0, false));
    state.update("c", Status.CRITICAL, "down");
    assertThat(services()).containsExactly("w1");
    assertThat(checks()).containsExactly("c critical down");
    state.removeService("w1");
    assertThat(services()).isEmpty();
  }

  @Test
  void driftIsMendedWithTheNextFullLook() {
    sync.leaderKnown();
    put("w1");
    apply(new CatalogCommand.Deregister("n1", "w1", ""));
    apply(new CatalogCommand.Register(
        NODE, ServiceInstance.of("ghost", "ghost", 1), List.of(), true));
    assertThat(services()).containsExactly("ghost");
    timer.advance(Duration.ofSeconds(59));
    assertThat(services()).containsExactly("ghost");
    timer.advance(Duration.ofSeconds(62));
    assertThat(services()).containsExactly("w1");
  }

  @Test
  void aFailedPassIsTriedAgain() {
    sync.leaderKnown();
    catalog.leaderless = true;
    put("w1");
    assertThat(services()).isEmpty();
    catalog.leaderless = false;
    timer.advance(Duration.ofSeconds(30));
    assertThat(services()).containsExactly("w1");
  }

  @Test
  void aLeaderThatComesBackIsToldAtOnce() {
    sync.leaderKnown();
    catalog.leaderless = true;
    put("w1");
    catalog.leaderless = false;
    sync.leaderKnown();
    assertThat(services()).containsExactly("w1");
  }

  @Test
  void whatIsInOrderIsNotWrittenAgain() {
    sync.leaderKnown();
    put("w1");
    int written = catalog.applied.size();
    timer.advance(Duration.ofMinutes(10));
    assertThat(catalog.applied).hasSize(written);
  }

  @Test
  void manyServicesAreWrittenInWindows() {
    sync.leaderKnown();
    for (int i = 0; i < 3 * CatalogSync.WINDOW; i++) {
      put("w" + i);
    }
    assertThat(services()).hasSize(3 * CatalogSync.WINDOW);
  }

  @Test
  void afterStopNothingIsWrittenAndNothingWaits() {
    sync.leaderKnown();
    sync.stop();
    int written = catalog.applied.size();
    put("w1");
    assertThat(catalog.applied).hasSize(written);
    assertThat(timer.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "128, 1", "129, 2", "256, 2", "257, 3", "512, 3", "10000, 8"})
  void largeClustersLookLessOften(int nodes, int scale) {
    assertThat(CatalogSync.scale(nodes)).isEqualTo(scale);
  }

  private void put(String id) {
    state.put(new LocalService(ServiceInstance.of(id, "web", 80), "", Source.REMOTE, false));
  }

  private void apply(CatalogCommand command) {
    catalog.submit(command, new io.proconsul.core.api.Outcome<>() {
      @Override
      public void done(Boolean result) {}

      @Override
      public void failed(io.proconsul.core.api.ConsulException cause) {
        throw cause;
      }
    });
  }

  private List<String> services() {
    var query = new CatalogQuery.ServiceInstances("web", List.of(), Map.of(), false);
    var ghosts = new CatalogQuery.ServiceInstances("ghost", List.of(), Map.of(), false);
    return java.util.stream.Stream.of(query, ghosts)
        .flatMap(each ->
            StateMachine.read(catalog.machine.tables(), each, new WatchSet()).result().stream())
        .map(found -> found.service().id())
        .toList();
  }

  private List<String> checks() {
    return StateMachine.read(
            catalog.machine.tables(), new HealthQuery.NodeChecks("n1"), new WatchSet())
        .result()
        .stream()
        .map(check -> check.checkId() + " " + check.status() + " " + check.output())
        .toList();
  }
}
