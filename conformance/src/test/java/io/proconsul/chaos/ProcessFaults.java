package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Processes that are killed or stand still. */
final class ProcessFaults {
  private ProcessFaults() {}

  static List<Fault> all() {
    return List.of(
        new Kill("kill-leader", 3, (d, r) -> List.of(Fault.leader(d, r))),
        new Kill("kill-follower", 3, (d, r) -> List.of(Fault.follower(d, r))),
        new Kill("kill-all-servers", 1, (d, _) -> d.servers()),
        new Kill("kill-all-agents", 1, (d, _) -> d.agents()),
        new Freeze("freeze-leader", 1, (d, r) -> List.of(Fault.leader(d, r))),
        new Freeze("freeze-follower", 3, (d, r) -> List.of(Fault.follower(d, r))),
        new Freeze("freeze-all-servers", 1, (d, _) -> d.servers()));
  }

  /** As {@code kill -9}, and started again at the end. */
  private static final class Kill extends AgentFault {
    Kill(String name, int servers, Choice choice) {
      super(name, servers, choice);
    }

    @Override
    String hit(List<Agent> agents, RandomGenerator random) throws IOException {
      for (Agent agent : agents) {
        agent.kill();
      }
      return "";
    }

    @Override
    void heal(Agent agent, Datacenter datacenter) throws IOException {
      datacenter.start(agent);
    }
  }

  /** Stopped in the middle of whatever they did, and continued as if no time had passed. */
  private static final class Freeze extends AgentFault {
    Freeze(String name, int servers, Choice choice) {
      super(name, servers, choice);
    }

    @Override
    String hit(List<Agent> agents, RandomGenerator random) throws IOException {
      for (Agent agent : agents) {
        agent.freeze();
      }
      return "";
    }

    @Override
    void heal(Agent agent, Datacenter datacenter) throws IOException {
      agent.thaw();
    }
  }
}
