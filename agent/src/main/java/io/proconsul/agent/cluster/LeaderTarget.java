package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Server;
import io.proconsul.core.api.ConsulException;
import java.util.Optional;

/** The leader of this datacenter, when that is another server; it may be another at each try. */
record LeaderTarget(LeaderGate gate, AddressBook addresses) implements Target {
  @Override
  public Optional<Server> next() {
    String leader = gate.leader();
    return leader.isEmpty() || leader.equals(addresses.self().id())
        ? Optional.empty()
        : addresses.find(leader);
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
}
