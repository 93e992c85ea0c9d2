package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Trouble that some agents have, each by itself. */
abstract class AgentFault extends Fault {
  private final int servers;
  private final Choice choice;
  private final List<Agent> agents = new ArrayList<>();

  /** Whom it hits. */
  interface Choice {
    List<Agent> of(Datacenter datacenter, RandomGenerator random);
  }

  AgentFault(String name, int servers, Choice choice) {
    super(name, false);
    this.servers = servers;
    this.choice = choice;
  }

  @Override
  final int servers() {
    return servers;
  }

  @Override
  final String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
    agents.addAll(choice.of(datacenter, random));
    return agents + hit(agents, random);
  }

  @Override
  final void end(Datacenter datacenter) throws IOException {
    for (Agent agent : agents) {
      heal(agent, datacenter);
    }
    agents.clear();
  }

  /** @return what the report says behind their names */
  abstract String hit(List<Agent> agents, RandomGenerator random) throws IOException;

  abstract void heal(Agent agent, Datacenter datacenter) throws IOException;
}
