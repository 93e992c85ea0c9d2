package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.leader.SessionTimers;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.operation.EventOperation;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.operation.SessionOperation;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.Operations;
import io.proconsul.core.self.Identity;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
import java.util.List;

/** What a server does and tells outside its log. Any thread. */
public record ServerOperations(Identity identity, Consensus consensus, SessionTimers sessions)
    implements Operations {

  @Override
  @SuppressWarnings("unchecked") // each case answers with what its operation declares
  public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
    switch (operation) {
      case SessionOperation.Renew(String id) -> sessions.renew(id, (Outcome) outcome);
      case StatusOperation.Leader() -> ((Outcome<Object>) outcome).done(consensus.leaderAddress());
      case StatusOperation.Peers() -> ((Outcome<Object>) outcome).done(consensus.peerAddresses());
      case StatusOperation.Datacenters() ->
        ((Outcome<Object>) outcome).done(List.of(identity.datacenter()));
      case CoordinateOperation.Datacenters() -> ((Outcome<Object>) outcome).done(own());
      case CoordinateOperation.Update(NodeCoordinate coordinate) ->
        consensus.submit(
            new CoordinateCommand.Update(List.of(coordinate)), (Outcome<Boolean>) outcome);
      case StatusOperation.Progress _,
          EventOperation<R> _,
          KeyringOperation _,
          RaftOperation<R> _,
          AutopilotOperation<R> _ ->
        outcome.failed(new ConsulException.Refused("there is only one server"));
    }
  }

  /** One server alone has measured nothing of other datacenters: it stands at the origin. */
  private List<DatacenterCoordinates> own() {
    NodeCoordinate here = new NodeCoordinate(identity.nodeName(), "", Coordinate.ORIGIN);
    return List.of(new DatacenterCoordinates(identity.datacenter(), "wan", List.of(here)));
  }
}
