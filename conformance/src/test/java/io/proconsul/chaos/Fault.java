package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** One kind of trouble. It is begun, lasts for seconds, and is ended; then all must recover. */
abstract class Fault {
  private final String name;
  private final boolean needsNetwork;

  Fault(String name, boolean needsNetwork) {
    this.name = name;
    this.needsNetwork = needsNetwork;
  }

  final String name() {
    return name;
  }

  final boolean needsNetwork() {
    return needsNetwork;
  }

  /** How many servers it takes for this to be survivable, or to make sense. */
  int servers() {
    return 1;
  }

  /** @return whom it hits, for the report */
  abstract String begin(Datacenter datacenter, RandomGenerator random) throws IOException;

  abstract void end(Datacenter datacenter) throws IOException;

  /** The leader, or any server while there is none. */
  static Agent leader(Datacenter datacenter, RandomGenerator random) {
    return datacenter.leader().orElseGet(() -> any(datacenter.servers(), random));
  }

  static Agent follower(Datacenter datacenter, RandomGenerator random) {
    Agent leader = leader(datacenter, random);
    return any(
        datacenter.servers().stream().filter(server -> !server.equals(leader)).toList(), random);
  }

  static Agent any(List<Agent> agents, RandomGenerator random) {
    return agents.get(random.nextInt(agents.size()));
  }
}
