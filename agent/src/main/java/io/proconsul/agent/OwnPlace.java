package io.proconsul.agent;

import io.proconsul.agent.member.Pools;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.sync.CoordinateSender;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import java.util.Optional;

/** Where this agent stands in its LAN pool, and the way to the leader who writes it down. */
record OwnPlace(Pools pools, ActionRunner.Ports ports) implements CoordinateSender.Port {
  private static final String OWN = "";

  @Override
  public Optional<Coordinate> own() {
    return Optional.of(Pools.of(pools.lan().coordinate()));
  }

  @Override
  public int clusterSize() {
    return pools.clusterSize();
  }

  @Override
  public void send(NodeCoordinate coordinate, Outcome<Boolean> outcome) {
    var update = new CoordinateOperation.Update(coordinate);
    if (ports.remote().isHere(OWN)) {
      ports.operations().perform(update, outcome);
    } else {
      ports.remote().perform(OWN, update, outcome);
    }
  }
}
