package io.proconsul.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.VirtualIpCommand;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogWritesTest {
  private static final String ID_A = "aaaaaaaa-0000-0000-0000-000000000001";
  private static final String ID_B = "bbbbbbbb-0000-0000-0000-000000000002";

  private final TestingState state = new TestingState();

  private static Query<?> instances(String service) {
    return new CatalogQuery.ServiceInstances(service, List.of(), Map.of(), false);
  }

  private static Node withId(String name, String id) {
    return new Node(id, name, "10.0.0.1", "dc1", null, null, 0, 0);
  }

  private Object put(Node node) {
    return state.apply(new CatalogCommand.Register(node, null, List.of(), false));
  }

  private void remove(String node, String service, String check) {
    state.apply(new CatalogCommand.Deregister(node, service, check));
  }

  @Test
  void aServicesIndexMovesOnlyWithTheService() {
    state.service("n1", "w", "web");
    long own = state.ask(instances("web")).index();
    assertThat(own).isEqualTo(state.index);
    state.service("n1", "d", "db");
    state.service("n2", "d", "db");
    state.service("n1", "w", "web");
    assertThat(state.ask(instances("web")).index()).isEqualTo(own);
    state.check("n1", "c", "passing", "w");
    assertThat(state.ask(instances("web")).index()).isEqualTo(state.index);
    state.check("n1", "node", "critical", "");
    assertThat(state.ask(instances("web")).index()).isEqualTo(state.index);
  }

  @Test
  void anotherServiceWakesNobody() {
    state.service("n1", "w", "web");
    assertThat(state.wakes(instances("web"), () -> state.service("n1", "d", "db")))
        .isFalse();
    assertThat(state.wakes(instances("web"), () -> state.service("n2", "w", "web")))
        .isTrue();
    assertThat(state.wakes(instances("web"), () -> remove("n2", "w", ""))).isTrue();
  }

  @Test
  void aServiceThatWentReportsTheIndexOfItsGoing() {
    state.service("n1", "w", "web");
    state.service("n1", "d", "db");
    remove("n1", "w", "");
    long gone = state.index;
    state.service("n2", "d", "db");
    assertThat(state.ask(instances("web")).index()).isEqualTo(gone);
    assertThat(state.tables().marks().get(io.proconsul.core.state.Mark.service("web")))
        .isNull();
  }

  @Test
  void aKnownIdUnderANewNameRenamesTheNode() {
    state.apply(new CatalogCommand.Register(
        withId("old", ID_A), ServiceInstance.of("w", "web", 80), List.of(), false));
    put(withId("new", ID_A));
    assertThat(state.ask(new CatalogQuery.Nodes(Map.of())).result())
        .extracting(Node::node)
        .containsExactly("new");
    assertThat(state.ask(new CatalogQuery.NodeWithServices(ID_A)).result()).isPresent();
    assertThat(state.tables().services().isEmpty()).isTrue();
  }

  @Test
  void aLivingNodeKeepsItsName() {
    put(withId("n", ID_A));
    state.check("n", HealthCheck.SERF_HEALTH, "passing", "");
    CatalogCommand.Register taken =
        new CatalogCommand.Register(withId("n", ID_B), null, List.of(), false);
    assertThat(state.refusal(taken)).contains("is reserved by node " + ID_A);
    state.check("n", HealthCheck.SERF_HEALTH, "critical", "");
    assertThat(put(withId("n", ID_B))).isEqualTo(true);
  }

  @Test
  void nodesAreFoundByNameWithoutCaseAndByThePrefixOfAnId() {
    put(withId("N1", ID_A));
    put(withId("n2", ID_B));
    for (String wanted : List.of("n1", "N1", ID_A, "aaaa", "AAAAAAAA-00")) {
      assertThat(state.ask(new CatalogQuery.NodeWithServices(wanted)).result())
          .as(wanted)
          .map(found -> found.node().node())
          .contains("N1");
    }
    assertThat(state.ask(new CatalogQuery.NodeWithServices("cccc")).result()).isEmpty();
  }

  @Test
  void aCheckOfAnUnknownInstanceTakesTheWholeRegistrationBack() {
    HealthCheck check = HealthCheck.of("n", "c", "c", "passing").withService("nope", "", List.of());
    CatalogCommand.Register register =
        new CatalogCommand.Register(TestingState.nodeNamed("n"), null, List.of(check), false);
    assertThat(state.refusal(register)).isEqualTo("Unknown service ID 'nope' for check ID 'c'");
    assertThat(state.tables().nodes().isEmpty()).isTrue();
  }

  @Test
  void aCheckMovesBetweenServices() {
    state.service("n", "a", "sa");
    state.service("n", "b", "sb");
    state.check("n", "c", "passing", "a");
    state.check("n", "c", "passing", "b");
    assertThat(state.ask(new HealthQuery.ServiceChecks("sa", Map.of())).result())
        .isEmpty();
    assertThat(state.ask(new HealthQuery.ServiceChecks("sb", Map.of())).result())
        .hasSize(1);
    remove("n", "b", "");
    assertThat(state.tables().checks().isEmpty()).isTrue();
    assertThat(state.tables().checksByService().isEmpty()).isTrue();
    assertThat(state.tables().checksByInstance().isEmpty()).isTrue();
  }

  @Test
  void nothingOfANodeStaysBehind() {
    put(withId("n", ID_A));
    state.register("n", proxyFor("web", "p"));
    state.check("n", "c", "passing", "p");
    state.check("n", "node", "passing", "");
    remove("N", "", "");
    assertThat(state.tables().nodes().isEmpty()).isTrue();
    assertThat(state.tables().nodesById().isEmpty()).isTrue();
    assertThat(state.tables().servicesByName().isEmpty()).isTrue();
    assertThat(state.tables().meshByName().isEmpty()).isTrue();
    assertThat(state.tables().checks().isEmpty()).isTrue();
    assertThat(state.tables().virtualIps().isEmpty()).isTrue();
    assertThat(state.tables().marks().size()).isEqualTo(4);
  }

  @Test
  void meshServicesGetVirtualAddressesThatAreUsedAgain() {
    state.register("n", proxyFor("web", "p1"));
    state.register("n", proxyFor("db", "p2"));
    state.register("m", proxyFor("web", "p3"));
    assertThat(virtualAddress("web")).isEqualTo("240.0.0.1");
    assertThat(virtualAddress("db")).isEqualTo("240.0.0.2");
    remove("n", "p1", "");
    assertThat(virtualAddress("web")).isEqualTo("240.0.0.1");
    remove("m", "p3", "");
    assertThat(virtualAddress("web")).isNull();
    state.register("n", proxyFor("api", "p4"));
    assertThat(virtualAddress("api")).isEqualTo("240.0.0.1");
  }

  @Test
  void aChosenAddressBelongsToOneService() {
    state.register("n", proxyFor("web", "p1"));
    state.register("n", proxyFor("db", "p2"));
    assertThat(choose("Web", "10.0.0.1", "10.0.0.2")).isEqualTo(chosen(true));
    assertThat(choose("db", "10.0.0.2", "10.0.0.3")).isEqualTo(chosen(true, "web"));
    assertThat(choose("db", "10.0.0.3")).isEqualTo(chosen(true));
    assertThat(choose("web", "10.0.0.2")).isEqualTo(chosen(true));
    assertThat(choose("nope", "10.0.0.2")).isEqualTo(chosen(false));
    remove("n", "p1", "");
    assertThat(choose("db", "10.0.0.2")).isEqualTo(chosen(true));
    remove("n", "p2", "");
    assertThat(state.tables().manualVips().isEmpty()).isTrue();
    assertThat(state.tables().manualVipOwners().isEmpty()).isTrue();
  }

  private Object choose(String service, String... addresses) {
    return state.apply(new VirtualIpCommand(service, List.of(addresses)));
  }

  private static VirtualIpCommand.Outcome chosen(boolean found, String... unassignedFrom) {
    return new VirtualIpCommand.Outcome(found, List.of(unassignedFrom));
  }

  private @org.jspecify.annotations.Nullable String virtualAddress(String service) {
    return state.ask(new CatalogQuery.VirtualAddress(service)).result().orElse(null);
  }

  private static ServiceInstance proxyFor(String service, String id) {
    return new ServiceInstance(
        "connect-proxy",
        id,
        service + "-proxy",
        List.of(),
        "",
        Map.of(),
        Map.of(),
        20000,
        "",
        io.proconsul.model.Weights.DEFAULT,
        false,
        new Value.Obj(Map.of("DestinationServiceName", Value.of(service))),
        Value.Obj.EMPTY,
        null,
        0,
        0);
  }

  @Test
  void anEmptyListOfTagsIsAnotherRegistrationThanNone() {
    ServiceInstance none = ServiceInstance.of("w", "web", 80);
    ServiceInstance empty = none.withTags(List.of());
    state.register("n", empty);
    long first = state.ask(instances("web")).index();
    state.register("n", empty);
    assertThat(state.ask(instances("web")).index()).isEqualTo(first);
    state.register("n", none);
    assertThat(state.ask(instances("web")).index()).isEqualTo(state.index);
  }

  @Test
  void manyInstancesOfOneNodeComeAndGo() {
    for (int i = 0; i < 2_000; i++) {
      state.service("big", "id" + i, "s" + i % 500);
      state.check("big", "c" + i, "passing", "id" + i);
    }
    for (int i = 0; i < 2_000; i++) {
      remove("big", "id" + i, "");
    }
    assertThat(state.tables().services().isEmpty()).isTrue();
  }
}
