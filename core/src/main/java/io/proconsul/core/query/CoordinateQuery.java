package io.proconsul.core.query;

import io.proconsul.model.NodeCoordinate;
import java.util.List;

/** Questions about network coordinates. */
public sealed interface CoordinateQuery<R> extends Query<R> {
  record All(String segment) implements CoordinateQuery<List<NodeCoordinate>> {}

  record OfNode(String node, String segment) implements CoordinateQuery<List<NodeCoordinate>> {}
}
