package io.proconsul.core.command;

import io.proconsul.model.NodeCoordinate;

/** What nodes measured of the network; one for an unknown node is ignored. */
public sealed interface CoordinateCommand extends Command<Boolean> {
  record Update(NodeCoordinate coordinate) implements CoordinateCommand {}
}
