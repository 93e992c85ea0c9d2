package io.proconsul.core.coordinate;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceOnNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Orders a list by the distance of its nodes from one node. What has no coordinate goes last, in
 * the order it had; without a coordinate of the one node nothing moves. Pure.
 */
public final class NearOrder {
  private NearOrder() {}

  /** Sorts the answer if it is a list of something on nodes. */
  @SuppressWarnings("unchecked") // a list of the same elements in another order
  public static <R> R sort(Tables tables, R result, String from, WatchSet watches) {
    if (!(result instanceof List<?> elements)) {
      return result;
    }
    tables.mark(Mark.COORDINATES, watches);
    Optional<NodeCoordinate> origin = find(tables, from);
    if (origin.isEmpty()) {
      return result;
    }
    List<Object> sorted = new ArrayList<>(elements);
    sorted.sort(Comparator.comparingDouble(element -> distance(tables, origin.get(), element)));
    return (R) sorted;
  }

  private static double distance(Tables tables, NodeCoordinate origin, Object element) {
    return find(tables, nodeOf(element))
        .map(there -> origin.coord().distanceTo(there.coord()))
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Optional<NodeCoordinate> find(Tables tables, String node) {
    return Optional.ofNullable(tables.coordinates().get(Key.of(Mark.lower(node), "")));
  }

  private static String nodeOf(Object element) {
    return switch (element) {
      case Node node -> node.node();
      case ServiceOnNode instance -> instance.node().node();
      case HealthEntry entry -> entry.node().node();
      case HealthCheck check -> check.node();
      default -> "";
    };
  }
}
