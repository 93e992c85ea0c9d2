package io.proconsul.core.coordinate;

import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.NodeCoordinate;
import java.util.List;

/** Keeps coordinates. On the state machine's thread. */
public final class CoordinateWrites {
  private CoordinateWrites() {}

  public static boolean apply(Tx tx, CoordinateCommand command) {
    switch (command) {
      case CoordinateCommand.Update(List<NodeCoordinate> coordinates) ->
        coordinates.forEach(coordinate -> update(tx, coordinate));
    }
    return true;
  }

  private static void update(Tx tx, NodeCoordinate coordinate) {
    String node = Mark.lower(coordinate.node());
    if (tx.nodes.get(Key.of(node)) != null) {
      tx.coordinates.put(Key.of(node, coordinate.segment()), coordinate);
      tx.touch(Mark.COORDINATES);
    }
  }

  /** A node that went takes its coordinates along. */
  public static void nodeGone(Tx tx, String node) {
    if (tx.coordinates.removePrefix(Key.prefix(Mark.lower(node))) > 0) {
      tx.touch(Mark.COORDINATES);
    }
  }
}
