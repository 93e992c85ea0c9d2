package io.proconsul.core.operation;

import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
import java.util.List;

/** Network coordinates outside the state. */
public sealed interface CoordinateOperation<R> extends Operation<R> {
  /** Hands over what a node measured; the leader writes it with others, some seconds later. */
  record Update(NodeCoordinate coordinate) implements CoordinateOperation<Boolean> {
    @Override
    public boolean forLeader() {
      return true;
    }
  }

  /** Where the servers of all datacenters stand, as the asked server knows. */
  record Datacenters() implements CoordinateOperation<List<DatacenterCoordinates>> {
    @Override
    public boolean forLeader() {
      return false;
    }
  }
}
