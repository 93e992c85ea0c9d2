package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Pools;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.event.EventMessage;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operation.CaOperation;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.operation.EventOperation;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.operation.SessionOperation;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.run.Operations;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.UserEvent;
import io.proconsul.model.connect.CaConfiguration;
import java.util.Optional;

/**
 * What a server does and tells outside its log. What only the leader can do goes on to it. Any
 * thread; what waits for others does so on virtual threads.
 */
public final class ServerOperations implements Operations {
  private final LogConsensus consensus;
  private final LeaderCalls leader;
  private final LeaderGate gate;
  private final Pools pools;
  private final Duties duties;
  private final RaftOperations raft;
  private final Keyrings keyrings;
  private final Distances distances;

  /** What the leader's duties know. */
  public interface Duties {
    void renew(String session, Outcome<Optional<Session>> outcome);

    void update(NodeCoordinate coordinate, Outcome<Boolean> outcome);

    AutopilotHealth health();

    AutopilotState state();

    void configure(CaConfiguration authority, Outcome<Boolean> outcome);
  }

  /** Parts for one kind of operation each. */
  public record Performers(
      Duties duties, RaftOperations raft, Keyrings keyrings, Distances distances) {}

  public ServerOperations(
      LogConsensus consensus,
      LeaderCalls leader,
      LeaderGate gate,
      Pools pools,
      Performers performers) {
    this.consensus = consensus;
    this.leader = leader;
    this.gate = gate;
    this.pools = pools;
    this.duties = performers.duties();
    this.raft = performers.raft();
    this.keyrings = performers.keyrings();
    this.distances = performers.distances();
  }

  @Override
  public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
    if (!operation.forLeader()) {
      here(operation, outcome);
      return;
    }
    gate.whenOpen(
        () -> {
          if (consensus.leads()) {
            here(operation, outcome);
          } else {
            leader.perform(operation, outcome, () -> perform(operation, outcome));
          }
        },
        outcome::failed);
  }

  /** Each case answers with what its operation declares. */
  @SuppressWarnings("unchecked")
  private <R> void here(Operation<R> operation, Outcome<R> outcome) {
    Outcome<Object> any = (Outcome<Object>) outcome;
    switch (operation) {
      case SessionOperation.Renew(String id) ->
        duties.renew(id, (Outcome<Optional<Session>>) outcome);
      case StatusOperation.Leader() -> any.done(consensus.leaderAddress());
      case StatusOperation.Peers() -> any.done(consensus.peerAddresses());
      case StatusOperation.Progress() -> any.done(raft.progress());
      case StatusOperation.Datacenters() -> any.done(distances.datacenters());
      case CoordinateOperation.Datacenters() -> any.done(distances.coordinates());
      case CoordinateOperation.Update(NodeCoordinate coordinate) ->
        duties.update(coordinate, (Outcome<Boolean>) outcome);
      case EventOperation.Fire(UserEvent event) -> fire(event, any);
      case KeyringOperation keyring -> keyrings.perform(keyring, any);
      case RaftOperation<R> change -> raft.perform(change, duties.health(), any);
      case AutopilotOperation.Health() -> any.done(duties.health());
      case AutopilotOperation.State() -> any.done(duties.state());
      case CaOperation(CaConfiguration wanted) ->
        duties.configure(wanted, (Outcome<Boolean>) outcome);
    }
  }

  private void fire(UserEvent event, Outcome<Object> outcome) {
    try {
      pools.lan().userEvent(EventMessage.name(event), EventMessage.payload(event), false);
    } catch (GossipException e) {
      outcome.failed(new ConsulException.Refused(EventMessage.REFUSAL_PREFIX + e.getMessage()));
      return;
    }
    outcome.done(true);
  }
}
