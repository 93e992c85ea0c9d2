package io.proconsul.core.command;

import io.proconsul.model.NodeCoordinate;
import java.util.List;

/** What nodes measured of the network; one for an unknown node is ignored. */
public sealed interface CoordinateCommand extends Command<Boolean> {
  record Update(List<NodeCoordinate> coordinates) implements CoordinateCommand {
    public Update {
      coordinates = List.copyOf(coordinates);
    }
  }
}
