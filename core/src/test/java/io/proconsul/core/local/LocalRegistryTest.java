package io.proconsul.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRegistryTest {
  private final TestingLocal local = new TestingLocal();

  @Test
  void checksOfAServiceGetNamesAndNumbers() {
    local.service("""
        {"Name":"w","Tags":["t"],"Checks":[{"TTL":"1s"},{"TCP":"x:1","Interval":"1h","CheckID":"c"}]}""");
    assertThat(local.state.checks()).containsOnlyKeys("service:w:1", "c");
    HealthCheck check = check("c");
    assertThat(check.name()).isEqualTo("Service 'w' check");
    assertThat(check.serviceTags()).containsExactly("t");
    assertThat(check.type()).isEqualTo("tcp");
    assertThat(check.interval()).isEqualTo("1h0m0s");
    assertThat(check.timeout()).isEmpty();
    assertThat(local.runner.running).containsExactly("c");
  }

  @Test
  void aCheckOfItsOwnShowsZeroDurations() {
    local.check("{\"Name\":\"n\",\"TTL\":\"1s\",\"Notes\":\"x\"}");
    assertThat(check("n").interval()).isEqualTo("0s");
    assertThat(check("n").notes()).isEqualTo("x");
    assertThat(check("n").type()).isEqualTo("ttl");
    assertThat(local.shown("n")).isEqualTo("critical: ");
  }

  @Test
  void registeringAgainKeepsTheStateOfAChecks() {
    local.check("{\"Name\":\"n\",\"TTL\":\"10s\"}");
    local.registry.report("n", CheckResult.passing("fine"));
    local.check(
        "{\"Name\":\"n\",\"HTTP\":\"http://x\",\"Interval\":\"10s\",\"Status\":\"warning\"}");
    assertThat(local.shown("n")).isEqualTo("passing: fine");
    assertThat(check("n").type()).isEqualTo("http");
    local.timer.advance(Duration.ofMinutes(1));
    assertThat(local.shown("n")).isEqualTo("passing: fine");
  }

  @Test
  void oldChecksStayUnlessTheyAreReplaced() {
    local.service(
        "{\"Name\":\"w\",\"Check\":{\"CheckID\":\"a\",\"TCP\":\"x\",\"Interval\":\"1s\"}}");
    local.service("{\"Name\":\"w\",\"Check\":{\"CheckID\":\"b\",\"TTL\":\"1s\"}}");
    assertThat(local.state.checks()).containsOnlyKeys("a", "b");
    local.service(
        "{\"Name\":\"w\",\"Check\":{\"CheckID\":\"b\",\"TTL\":\"1s\"}}", Source.REMOTE, true);
    assertThat(local.state.checks()).containsOnlyKeys("b");
    assertThat(local.runner.running).isEmpty();
    assertThat(local.store.of(LocalStore.Kind.CHECK)).containsOnlyKeys("b");
  }

  @Test
  void aServiceTakesItsChecksWithIt() {
    local.service("{\"Name\":\"w\",\"Check\":{\"TCP\":\"x\",\"Interval\":\"1s\"}}");
    local.registry.deregisterService("w", LocalStore.Done.IGNORED);
    assertThat(local.state.services()).isEmpty();
    assertThat(local.state.checks()).isEmpty();
    assertThat(local.runner.running).isEmpty();
    assertThat(local.store.of(LocalStore.Kind.SERVICE)).isEmpty();
    assertThat(local.store.of(LocalStore.Kind.CHECK)).isEmpty();
  }

  @Test
  void addressesByFamilyAreFilledIn() {
    local.service("{\"Name\":\"w\",\"Address\":\"10.0.0.1\",\"Port\":5}");
    assertThat(Objects.requireNonNull(local.state.service("w")).instance().taggedAddresses())
        .containsOnlyKeys("lan_ipv4", "wan_ipv4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|Missing service name",
        "{\"Name\":\"a\",\"Address\":\"0.0.0.0\"}|400|Invalid service address",
        "{\"Name\":\"a\",\"Weights\":{\"Passing\":-1}}"
            + "|400|Invalid Weights: Passing must be greater than 0",
        "{\"Name\":\"a\",\"Weights\":{\"Passing\":70000,\"Warning\":1}}"
            + "|400|Invalid Weights: DNS Weight must be between 0 and 65535",
        "{\"Name\":\"a\",\"Check\":{\"TTL\":\"1s\",\"Status\":\"x\"}}"
            + "|400|Status for checks must 'passing', 'warning', 'critical'",
        "{\"Name\":\"a\",\"Check\":{\"Args\":[\"true\"],\"Interval\":\"1s\"}}|500|Scripts are disabled"
            + " on this agent from remote calls; to enable, configure 'enable_script_checks' to"
            + " true",
      })
  void refusesServicesInConsulsWords(String json, int status, String message) {
    assertRefused(() -> local.service(json), status, message);
    assertThat(local.state.services()).isEmpty();
  }

  @Test
  void severalProblemsAreListed() {
    assertRefused(
        () -> local.service("{\"Name\":\"a\",\"Kind\":\"connect-proxy\"}"),
        400,
        "Validation failed: 2 errors occurred:\n\t* Port or SocketPath must be set for a"
            + " connect-proxy\n\t* Proxy.DestinationServiceName must be non-empty for Connect proxy"
            + " services\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ID\":\"only\",\"TTL\":\"1s\"}|400|Missing check name",
        "{\"Name\":\"x\",\"TTL\":\"1s\",\"Status\":\"PASSING\"}|400|Bad check status",
        "{\"Name\":\"x\"}|400|Invalid check: TTL must be > 0 for TTL checks",
        "{\"Name\":\"x\",\"TTL\":\"1s\",\"ServiceID\":\"nope\"}"
            + "|404|ServiceID \"nope\" does not exist",
      })
  void refusesChecksInConsulsWords(String json, int status, String message) {
    assertRefused(() -> local.check(json), status, message);
    assertThat(local.state.checks()).isEmpty();
  }

  @Test
  void scriptsOfFilesNeedALesserPermission() {
    TestingLocal scripts = new TestingLocal(
        new LocalSettings.Checks(false, true, false, Duration.ZERO, 0), new InMemoryStore());
    String json = "{\"Name\":\"s\",\"Args\":[\"true\"],\"Interval\":\"1s\"}";
    CheckDefinition script = TestingLocal.read(json, CheckDefinition.MAPPING);
    scripts.registry.register(script, Source.CONFIG, LocalStore.Done.IGNORED);
    assertThat(Objects.requireNonNull(scripts.state.check("s")).check().type()).isEmpty();
    assertThatThrownBy(() -> scripts.check(json)).hasMessageStartingWith("Scripts are disabled");
  }

  @Test
  void reportsAreForTtlChecksAlone() {
    local.check("{\"Name\":\"h\",\"TCP\":\"x\",\"Interval\":\"1h\"}");
    assertRefused(
        () -> local.registry.report("h", CheckResult.passing("")),
        500,
        "CheckID \"h\" does not have associated TTL");
    assertRefused(
        () -> local.registry.report("nope", CheckResult.passing("")),
        404,
        "Unknown check ID \"nope\". Ensure that the check ID is passed, not the check name.");
  }

  @Test
  void anAliasFollowsItsService() {
    local.service("{\"Name\":\"web\",\"Check\":{\"CheckID\":\"wc\",\"TTL\":\"60s\"}}");
    local.service("{\"Name\":\"front\",\"Check\":{\"AliasService\":\"web\"}}");
    assertThat(local.shown("service:front"))
        .isEqualTo("critical: Aliased check \"Service 'web' check\" failing: ");
    local.registry.report("wc", CheckResult.warning("meh"));
    assertThat(local.shown("service:front"))
        .isEqualTo("warning: Aliased check \"Service 'web' check\" failing: meh");
    local.registry.report("wc", CheckResult.passing(""));
    assertThat(local.shown("service:front")).isEqualTo("passing: All checks passing.");
    local.registry.deregisterService("web", LocalStore.Done.IGNORED);
    assertThat(local.shown("service:front"))
        .isEqualTo("critical: Service web could not be found on node ");
  }

  @Test
  void anAliasFollowsAServiceOfTheCatalog() {
    local.check("{\"Name\":\"a\",\"AliasNode\":\"ext\",\"AliasService\":\"es\"}");
    assertThat(local.shown("a")).isEqualTo("critical: Service es could not be found on node ext");
    HealthCheck there = HealthCheck.of("ext", "x", "x", HealthCheck.CRITICAL)
        .withStatus(HealthCheck.CRITICAL, "o")
        .withService("es", "es", List.of());
    var es = io.proconsul.model.ServiceInstance.of("es", "es", 1);
    local.catalog.show("ext", Catalog.View.of(null, List.of(es), List.of(there)));
    assertThat(local.shown("a")).isEqualTo("critical: Aliased check \"x\" failing: o");
  }

  @Test
  void maintenanceKeepsItsFirstReason() {
    local.service("{\"Name\":\"w\"}");
    Maintenance.ofService(local.registry, "w", true, "one", LocalStore.Done.IGNORED);
    Maintenance.ofService(local.registry, "w", true, "two", LocalStore.Done.IGNORED);
    HealthCheck check = check("_service_maintenance:w");
    assertThat(check.notes()).isEqualTo("one");
    assertThat(check.node()).isEqualTo("n1");
    assertThat(check.critical()).isTrue();
    Maintenance.ofService(local.registry, "w", false, "", LocalStore.Done.IGNORED);
    assertThat(local.state.checks()).isEmpty();
  }

  @Test
  void whatTheApiRegisteredSurvivesAndTheLastReportsWithIt() {
    local.service("{\"Name\":\"w\",\"Check\":{\"CheckID\":\"t\",\"TTL\":\"1h\"}}");
    local.check("{\"Name\":\"h\",\"TCP\":\"x:1\",\"Interval\":\"1h\"}");
    local.registry.report("t", CheckResult.passing("fine"));
    local.state.update("h", io.proconsul.model.Status.PASSING, "ok");
    TestingLocal again = restarted(local.store);
    assertThat(again.state.services()).containsOnlyKeys("w");
    assertThat(again.shown("t")).isEqualTo("passing: fine");
    assertThat(again.shown("h")).startsWith("critical");
    assertThat(again.runner.running).containsExactly("h");
  }

  @Test
  void aReportThatIsOlderThanItsTtlIsWorthNothing() {
    local.check("{\"Name\":\"t\",\"TTL\":\"10s\"}");
    local.registry.report("t", CheckResult.passing("fine"));
    TestingLocal again = new TestingLocal(LocalSettings.Checks.DEFAULT, local.store);
    again.timer.advance(Duration.ofSeconds(11));
    again.registry.loadStates(_ -> {});
    again.registry.restore(_ -> {});
    assertThat(again.shown("t")).startsWith("critical");
  }

  @Test
  void aDamagedFileIsReportedAndTheRestIsRestored() {
    local.service("{\"Name\":\"w\"}");
    local.store.of(LocalStore.Kind.SERVICE).put("bad", new byte[] {'{'});
    List<String> damaged = new ArrayList<>();
    TestingLocal again = new TestingLocal(LocalSettings.Checks.DEFAULT, local.store);
    again.registry.restore(damaged::add);
    assertThat(again.state.services()).containsOnlyKeys("w");
    assertThat(damaged).hasSize(1);
  }

  @Test
  void aReloadChangesWhatFilesDefineAndKeepsWhatIsOnDisk() {
    String one = "{\"Name\":\"one\",\"Check\":{\"CheckID\":\"c\",\"TTL\":\"1h\"}}";
    local.registry.reload(services(one, "{\"Name\":\"two\"}"), List.of(), _ -> {});
    local.service("{\"Name\":\"api\"}");
    local.registry.report("c", CheckResult.passing("kept"));
    local.registry.reload(services(one, "{\"Name\":\"three\"}"), List.of(), _ -> {});
    assertThat(local.state.services()).containsOnlyKeys("one", "three", "api");
    assertThat(local.shown("c")).isEqualTo("passing: kept");
    assertThat(local.store.of(LocalStore.Kind.SERVICE)).containsOnlyKeys("api");
  }

  @Test
  void aReloadThatFailsLeavesNoService() {
    local.service("{\"Name\":\"api\"}");
    assertThatThrownBy(() -> local.registry.reload(services("{\"Port\":1}"), List.of(), _ -> {}))
        .hasMessage("Failed to register service \"\": Service name missing");
    assertThat(local.state.services()).isEmpty();
    local.registry.reload(List.of(), List.of(), _ -> {});
    assertThat(local.state.services()).containsOnlyKeys("api");
  }

  @Test
  void aFullDiskIsTold() {
    local.store.problem = "disk full";
    List<String> told = new ArrayList<>();
    local.registry.register(
        TestingLocal.read("{\"Name\":\"w\",\"Check\":{\"TTL\":\"1s\"}}", ServiceDefinition.MAPPING),
        Source.REMOTE,
        false,
        told::add);
    assertThat(told).containsExactly("disk full");
  }

  private static TestingLocal restarted(InMemoryStore store) {
    TestingLocal again = new TestingLocal(LocalSettings.Checks.DEFAULT, store);
    again.registry.loadStates(_ -> {});
    again.registry.restore(_ -> {});
    return again;
  }

  private static List<ServiceDefinition> services(String... json) {
    return java.util.Arrays.stream(json)
        .map(text -> TestingLocal.read(text, ServiceDefinition.MAPPING))
        .toList();
  }

  private HealthCheck check(String id) {
    return Objects.requireNonNull(local.state.check(id)).check();
  }

  private static void assertRefused(Runnable action, int status, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ConsulException.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessage(message);
  }
}
