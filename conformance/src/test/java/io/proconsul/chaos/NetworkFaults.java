package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import io.proconsul.chaos.site.NamespaceSite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Packets between agents that are lost, some or all. The clients still reach every agent. */
final class NetworkFaults {
  private static final int LOSS_PERCENT = 20;

  private NetworkFaults() {}

  static List<Fault> all() {
    return List.of(
        new Cut("isolate-leader", (net, d, r) -> {
          Agent leader = Fault.leader(d, r);
          apart(net, List.of(leader), d.others(leader));
          return "[" + leader + "] from the rest";
        }),
        new Cut("isolate-follower", (net, d, r) -> {
          Agent follower = Fault.follower(d, r);
          apart(net, List.of(follower), d.others(follower));
          return "[" + follower + "] from the rest";
        }),
        new Cut("split-minority", NetworkFaults::splitMinority),
        new Cut("leader-is-not-heard", (net, d, r) -> {
          Agent leader = Fault.leader(d, r);
          oneWay(net, List.of(leader), d.others(leader));
          return "all that " + leader + " sends";
        }),
        new Cut("leader-hears-nothing", (net, d, r) -> {
          Agent leader = Fault.leader(d, r);
          oneWay(net, d.others(leader), List.of(leader));
          return "all that is sent to " + leader;
        }),
        new Cut("ring", NetworkFaults::ring),
        new Cut("lose-packets", (net, d, _) -> {
          for (Agent agent : d.agents()) {
            net.lose(agent.host(), LOSS_PERCENT);
          }
          return LOSS_PERCENT + " % of all packets";
        }));
  }

  /** Fewer than half of the servers, with some clients, against the rest. */
  private static String splitMinority(
      NamespaceSite network, Datacenter datacenter, RandomGenerator random) throws IOException {
    List<Agent> rest = new ArrayList<>(datacenter.agents());
    List<Agent> minority = new ArrayList<>();
    List<Agent> servers = new ArrayList<>(datacenter.servers());
    for (int i = 0; i < (datacenter.servers().size() - 1) / 2; i++) {
      minority.add(servers.remove(random.nextInt(servers.size())));
    }
    for (Agent agent : datacenter.agents()) {
      if (!agent.isServer() && random.nextBoolean()) {
        minority.add(agent);
      }
    }
    rest.removeAll(minority);
    apart(network, minority, rest);
    return minority + " from " + rest;
  }

  /** Each server hears only its neighbours: all are connected, but not with all. */
  private static String ring(NamespaceSite network, Datacenter datacenter, RandomGenerator random)
      throws IOException {
    List<Agent> servers = new ArrayList<>(datacenter.servers());
    Agent middle = servers.remove(random.nextInt(servers.size()));
    for (Agent one : servers) {
      for (Agent other : servers) {
        if (!one.equals(other)) {
          oneWay(network, List.of(one), List.of(other));
        }
      }
    }
    return "servers hear only " + middle;
  }

  private static void apart(NamespaceSite network, List<Agent> ones, List<Agent> others)
      throws IOException {
    oneWay(network, ones, others);
    oneWay(network, others, ones);
  }

  private static void oneWay(NamespaceSite network, List<Agent> from, List<Agent> to)
      throws IOException {
    for (Agent sender : from) {
      for (Agent receiver : to) {
        network.cut(sender.host(), receiver.host());
      }
    }
  }

  /** Cuts something and says what. */
  private interface Cutting {
    String cut(NamespaceSite network, Datacenter datacenter, RandomGenerator random)
        throws IOException;
  }

  private static final class Cut extends Fault {
    private final Cutting cutting;

    Cut(String name, Cutting cutting) {
      super(name, true);
      this.cutting = cutting;
    }

    @Override
    int servers() {
      return 3;
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      return cutting.cut(datacenter.network().orElseThrow(), datacenter, random);
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      datacenter.network().orElseThrow().heal();
    }
  }
}
