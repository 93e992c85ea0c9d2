package io.proconsul.core.coordinate;

import io.proconsul.core.query.Answer;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.NodeCoordinate;
import java.util.ArrayList;
import java.util.List;

/** Answers questions about coordinates. Pure; any thread. */
public final class CoordinateReads {
  private CoordinateReads() {}

  public static Answer<?> read(Tables tables, CoordinateQuery<?> query, WatchSet watches) {
    return switch (query) {
      case CoordinateQuery.All(String segment) -> select(tables, new byte[0], segment, watches);
      case CoordinateQuery.OfNode(String node, String segment) ->
        select(tables, Key.prefix(Mark.lower(node)), segment, watches);
    };
  }

  private static Answer<List<NodeCoordinate>> select(
      Tables tables, byte[] prefix, String segment, WatchSet watches) {
    List<NodeCoordinate> found = new ArrayList<>();
    tables.coordinates().forEachWithPrefix(prefix, (_, coordinate) -> {
      if (coordinate.segment().equals(segment)) {
        found.add(coordinate);
      }
      return true;
    });
    return new Answer<>(found, Math.max(1, tables.mark(Mark.COORDINATES, watches)));
  }
}
