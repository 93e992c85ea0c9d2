package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.Optional;

/**
 * The leader of this datacenter, when that is another server; it may be another at each try.
 *
 * @param here goes on when this server has become the leader meanwhile
 */
record LeaderTarget(LeaderGate gate, AddressBook addresses, Runnable here) implements Target {
  @Override
  public Optional<Server> next() {
    String leader = gate.leader();
    return leader.isEmpty() ? Optional.empty() : addresses.find(leader);
  }

  @Override
  public void failed(Server server) {
    // Raft finds out by itself.
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public ConsulException nobody() {
    return new ConsulException.NoLeader();
  }

  @Override
  public boolean isHere() {
    return gate.leader().equals(addresses.self().id());
  }

  @Override
  public void goOnHere() {
    here.run();
  }

  /** An election ends such a pause: what waits for it need not lose another moment. */
  @Override
  public Cancellation pause(Timer timer, Duration atMost, Runnable task) {
    return gate.whenLeaderIsTold(atMost, task);
  }
}
