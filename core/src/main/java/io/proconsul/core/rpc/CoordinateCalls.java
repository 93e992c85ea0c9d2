package io.proconsul.core.rpc;

import io.proconsul.codec.Value;
import io.proconsul.core.coordinate.CoordinateEndpoint;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
import java.util.List;
import java.util.function.Function;

/** {@code Coordinate}: where nodes and servers stand in network space. */
final class CoordinateCalls {
  private static final Form<List<NodeCoordinate>> NODES =
      Form.list("Coordinates", NodeCoordinate.MAPPING);

  private static final Form<List<DatacenterCoordinates>> DATACENTERS = Form.scalar(
      (all, out) -> out.list(all, DatacenterCoordinates.MAPPING::write),
      in -> Form.orEmpty(in.list("r", "DatacenterMap", DatacenterCoordinates.MAPPING::read)));

  private CoordinateCalls() {}

  /** Consul sends all segments and leaves the choice to the caller. */
  static Question<?> ask(CoordinateQuery<?> query) {
    return switch (query) {
      case CoordinateQuery.All(String segment) ->
        new Question<>(
            "Coordinate.ListNodes", out -> out.field("Segment", segment), inSegment(segment));
      case CoordinateQuery.OfNode(String node, String segment) ->
        new Question<>(
            "Coordinate.Node",
            out -> {
              out.field("Node", node);
              out.field("Segment", segment);
            },
            inSegment(segment));
    };
  }

  private static Function<Value, List<NodeCoordinate>> inSegment(String segment) {
    return reply -> NODES.read(reply).stream()
        .filter(coordinate -> coordinate.segment().equals(segment))
        .toList();
  }

  static Incoming listNodes(Args args) {
    return args.ask(new CoordinateQuery.All(args.string("Segment")), NODES);
  }

  static Incoming node(Args args) {
    return args.ask(new CoordinateQuery.OfNode(args.string("Node"), args.string("Segment")), NODES);
  }

  static Question<?> perform(CoordinateOperation<?> operation) {
    return switch (operation) {
      case CoordinateOperation.Update(NodeCoordinate(var node, var segment, Coordinate coord)) ->
        Question.of("Coordinate.Update", "Node", node, Form.DONE).and(out -> {
          out.field("Segment", segment);
          out.field("Coord", coord, Coordinate.MAPPING::write);
        });
      case CoordinateOperation.Datacenters _ ->
        Question.of("Coordinate.ListDatacenters", DATACENTERS);
    };
  }

  static Incoming update(Args args) {
    return args.perform(
        CoordinateEndpoint.update(NodeCoordinate.MAPPING.read(args.in())), Form.DONE);
  }

  static Incoming listDatacenters(Args args) {
    return args.perform(new CoordinateOperation.Datacenters(), DATACENTERS);
  }
}
