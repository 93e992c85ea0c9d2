package io.proconsul.core.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearOrderTest {
  private final StateMachine machine = new StateMachine();
  private long index;

  @BeforeEach
  void registerNodes() {
    for (String name : List.of("n1", "n2", "n3", "n4")) {
      Node node = new Node("", name, "10.0.0.1", "dc1", null, null, 0, 0);
      apply(new CatalogCommand.Register(node, null, List.of(), false));
    }
  }

  @Test
  void theNearestComesFirstAndTheUnknownLast() {
    place("n1", 0.3);
    place("n2", 0.2);
    place("n3", 0.1);
    assertThat(near("n3")).containsExactly("n3", "n2", "n1", "n4");
    assertThat(near("n1")).containsExactly("n1", "n2", "n3", "n4");
  }

  @Test
  void withoutACoordinateOfTheOneNothingMoves() {
    place("n3", 0.1);
    assertThat(near("n1")).containsExactly("n1", "n2", "n3", "n4");
    assertThat(near("nope")).containsExactly("n1", "n2", "n3", "n4");
  }

  @Test
  void aCoordinateForAnUnknownNodeIsIgnored() {
    place("nope", 0.1);
    assertThat(coordinates()).isEmpty();
  }

  @Test
  void aRemovedNodeTakesItsCoordinateAlong() {
    place("n1", 0.1);
    assertThat(coordinates()).hasSize(1);
    apply(new CatalogCommand.Deregister("n1", "", ""));
    assertThat(coordinates()).isEmpty();
  }

  @Test
  void distanceAddsHeightsAndAdjustments() {
    Coordinate here = new Coordinate(List.of(0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1, 0.01, 0.1);
    Coordinate there = new Coordinate(List.of(0.0, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1, 0, 0.2);
    assertThat(here.distanceTo(there)).isCloseTo(0.5 + 0.3 + 0.01, within(1e-9));
  }

  private List<String> near(String from) {
    Near<List<Node>> query = new Near<>(new CatalogQuery.Nodes(Map.of()), from);
    return StateMachine.read(machine.tables(), query, new WatchSet()).result().stream()
        .map(Node::node)
        .toList();
  }

  private List<NodeCoordinate> coordinates() {
    CoordinateQuery.All query = new CoordinateQuery.All("");
    return StateMachine.read(machine.tables(), query, new WatchSet()).result();
  }

  private void place(String node, double x) {
    Coordinate coordinate = new Coordinate(List.of(x, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1, 0, 0);
    apply(new CoordinateCommand.Update(List.of(new NodeCoordinate(node, "", coordinate))));
  }

  private void apply(io.proconsul.core.command.Command<?> command) {
    machine.apply(++index, new Stamped(command, 0));
  }
}
