package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.util.ArrayList;
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

  /** Whom it hits. */
  interface Choice {
    List<Agent> of(Datacenter datacenter, RandomGenerator random);
  }

  /** As {@code kill -9}, and started again at the end. */
  private static final class Kill extends Fault {
    private final int servers;
    private final Choice choice;
    private final List<Agent> killed = new ArrayList<>();

    Kill(String name, int servers, Choice choice) {
      super(name, false);
      this.servers = servers;
      this.choice = choice;
    }

    @Override
    int servers() {
      return servers;
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      killed.addAll(choice.of(datacenter, random));
      for (Agent agent : killed) {
        agent.kill();
      }
      return killed.toString();
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      for (Agent agent : killed) {
        datacenter.start(agent);
      }
      killed.clear();
    }
  }

  /** Stopped in the middle of whatever they did, and continued as if no time had passed. */
  private static final class Freeze extends Fault {
    private final int servers;
    private final Choice choice;
    private final List<Agent> frozen = new ArrayList<>();

    Freeze(String name, int servers, Choice choice) {
      super(name, false);
      this.servers = servers;
      this.choice = choice;
    }

    @Override
    int servers() {
      return servers;
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      frozen.addAll(choice.of(datacenter, random));
      for (Agent agent : frozen) {
        agent.freeze();
      }
      return frozen.toString();
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      for (Agent agent : frozen) {
        agent.thaw();
      }
      frozen.clear();
    }
  }
}
