package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Roster;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.member.Server;
import java.util.Optional;

/**
 * Any server of a datacenter.
 *
 * @param nobodyText what it means that none is known
 */
record RosterTarget(Roster roster, String datacenter, String nobodyText) implements Target {
  static RosterTarget own(Roster roster, String datacenter) {
    return new RosterTarget(roster, datacenter, "No known Consul servers");
  }

  static RosterTarget other(Roster roster, String datacenter) {
    return new RosterTarget(roster, datacenter, "No path to datacenter");
  }

  @Override
  public Optional<Server> next() {
    return roster.next(datacenter);
  }

  @Override
  public void failed(Server server) {
    roster.failed(server);
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public ConsulException nobody() {
    return new ConsulException.Refused(nobodyText);
  }
}
