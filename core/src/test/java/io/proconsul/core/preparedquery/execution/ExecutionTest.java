package io.proconsul.core.preparedquery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.PreparedQueryQuery.Source;
import io.proconsul.core.state.WatchSet;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Coordinate;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import io.proconsul.model.query.ServiceQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private static final String ID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
  private static final ServiceQuery WEB = ServiceQuery.of("web");
  private static final Source AGENT = new Source("dc1", "", "n2", "");

  private final TestingState state = new TestingState();
  private final Execution execution = new Execution("dc1", List::reversed);

  @BeforeEach
  void threeInstances() {
    instance("n1", "10.0.0.1", "passing", "v1", List.of("A", "b"));
    instance("n2", "10.0.0.2", "warning", "v2", List.of("b"));
    instance("n3", "10.0.0.3", "critical", "v1", List.of("a"));
  }

  private void instance(
      String node, String address, String status, String version, List<String> tags) {
    ServiceInstance plain = ServiceInstance.of("web", "web", 80);
    ServiceInstance instance = new ServiceInstance(
        "",
        "web",
        "web",
        tags,
        "",
        Map.of(),
        Map.of("v", version),
        80,
        "",
        plain.weights(),
        false,
        plain.proxy(),
        plain.connect(),
        null,
        0,
        0);
    HealthCheck check = HealthCheck.of(node, "c", "c", status).withService("web", "web", List.of());
    state.apply(new CatalogCommand.Register(
        new Node("", node, address, "dc1", null, Map.of("rack", node), 0, 0),
        instance,
        List.of(check),
        false));
  }

  private void prepare(ServiceQuery service) {
    PreparedQuery query = PreparedQuery.of(ID, "q", "").withService(service).withTtl("7s");
    assertThat(state.apply(new PreparedQueryCommand.Create(query))).isEqualTo(ID);
  }

  private QueryAnswer execute(int limit, String near, String ip) {
    var execute =
        new PreparedQueryQuery.Execute("q", limit, false, new Source("dc1", "", near, ip), AGENT);
    return (QueryAnswer) execution.read(state.tables(), execute, new WatchSet()).result();
  }

  private List<String> nodes(ServiceQuery service) {
    prepare(service);
    return nodes(execute(0, "", ""));
  }

  private static List<String> nodes(QueryAnswer answer) {
    return answer.nodes().stream().map(entry -> entry.node().node()).toList();
  }

  @Test
  void whatIsCriticalIsLeftOutAndTheRestShuffled() {
    prepare(WEB);
    QueryAnswer answer = execute(0, "", "");
    assertThat(nodes(answer)).containsExactly("n2", "n1");
    assertThat(answer.ttl()).isEqualTo("7s");
    assertThat(answer.datacenter()).isEqualTo("dc1");
  }

  @Test
  void warningsMayBeLeftOutToo() {
    assertThat(nodes(WEB.withHealth(true, null))).containsExactly("n1");
  }

  @Test
  void ignoredChecksDecideOnNothing() {
    assertThat(nodes(WEB.withHealth(true, List.of("c")))).containsExactly("n3", "n2", "n1");
  }

  @Test
  void tagsAreWantedOrUnwantedWithoutCase() {
    assertThat(nodes(WEB.withTags(List.of("B", "a")))).containsExactly("n1");
    assertThat(nodes(WEB.withTags(List.of("b", "!A")))).containsExactly("n2");
  }

  @Test
  void metadataOfNodesAndServicesCount() {
    assertThat(nodes(WEB.withMeta(Map.of("rack", "n2"), null))).containsExactly("n2");
    assertThat(nodes(WEB.withMeta(null, Map.of("v", "v1")))).containsExactly("n1");
    assertThat(nodes(WEB.withMeta(Map.of("rack", "n2"), Map.of("v", "v1")))).isEmpty();
  }

  @Test
  void aLimitCutsAfterTheOrderIsMade() {
    prepare(WEB);
    assertThat(nodes(execute(1, "", ""))).containsExactly("n2");
    assertThat(nodes(execute(1, "n1", ""))).containsExactly("n1");
  }

  @Test
  void distancesDecideFromWhereTheyAreWanted() {
    measure("n1", 0.010);
    measure("n2", 0.050);
    measure("n3", 0.020);
    instance("n3", "10.0.0.3", "passing", "v1", List.of());
    prepare(WEB.withNear("n1"));
    assertThat(nodes(execute(0, "", ""))).containsExactly("n1", "n3", "n2");
    assertThat(nodes(execute(0, "n2", ""))).containsExactly("n2", "n3", "n1");
    assertThat(nodes(execute(0, "_agent", ""))).containsExactly("n2", "n3", "n1");
    assertThat(nodes(execute(0, "_ip", "10.0.0.3"))).containsExactly("n3", "n1", "n2");
    assertThat(nodes(execute(0, "_ip", "10.9.9.9"))).containsExactly("n3", "n2", "n1");
  }

  private void measure(String node, double seconds) {
    Coordinate origin = Coordinate.ORIGIN;
    List<Double> at =
        Stream.of(1, 2, 3, 4, 5, 6, 7, 8).map(i -> i == 1 ? seconds : 0.0).toList();
    state.apply(new CoordinateCommand.Update(List.of(new NodeCoordinate(
        node, "", new Coordinate(at, origin.error(), origin.adjustment(), origin.height())))));
  }

  @Test
  void otherPlacesAreAskedOnlyWhenNothingIsHere() {
    var failover = new ServiceQuery.Failover(1, null, null);
    var execute = new PreparedQueryQuery.Execute("q", 3, true, Source.NONE, AGENT);
    prepare(WEB.withFailover(failover));
    QueryAnswer some = execute(0, "", "");
    assertThat(Execution.beyond(state.tables(), execute, some)).isEmpty();
    assertThat(Execution.beyond(state.tables(), execute, some.withNodes(List.of())))
        .hasValueSatisfying(beyond -> {
          assertThat(beyond.query().service().failover()).isEqualTo(failover);
          assertThat(beyond.limit()).isEqualTo(3);
          assertThat(beyond.connect()).isTrue();
        });
    prepare(WEB);
    assertThat(Execution.beyond(state.tables(), execute, some.withNodes(List.of())))
        .isEmpty();
  }
}
