package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Servers that leave, come, move, or have no room left. */
final class MembershipFaults {
  private MembershipFaults() {}

  static List<Fault> all() {
    return List.of(
        new Leave("leader-leaves", true),
        new Leave("follower-leaves", false),
        new AddAndRemove(),
        new NewAddresses(),
        new FullDisk("full-disk", 1, Role.ANY),
        new FullDisk("full-disk-of-leader", 3, Role.LEADER),
        new FullDisk("full-disk-of-follower", 3, Role.FOLLOWER));
  }

  /** Leaves as an operator would have it, and comes back with its old data. */
  private static final class Leave extends Fault {
    private final boolean leader;
    private @Nullable Agent left;

    Leave(String name, boolean leader) {
      super(name, false);
      this.leader = leader;
    }

    @Override
    int servers() {
      return 3;
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      Agent leaving = leader ? leader(datacenter, random) : follower(datacenter, random);
      leaving.leave();
      left = leaving;
      return leaving.name();
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      if (left != null) {
        datacenter.start(left);
      }
    }
  }

  /** A new server joins the running ones under load, and leaves again. */
  private static final class AddAndRemove extends Fault {
    private @Nullable Agent added;

    AddAndRemove() {
      super("add-and-remove-server", false);
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      added = datacenter.addServer();
      return added.name();
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      if (added != null) {
        added.leave();
        datacenter.remove(added);
      }
    }
  }

  /** Every server gets another address while all are down. */
  private static final class NewAddresses extends Fault {
    NewAddresses() {
      super("new-addresses", true);
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      List<Agent> servers = datacenter.servers();
      for (Agent server : servers) {
        server.kill();
      }
      datacenter.moveServers();
      List<String> moved = new ArrayList<>();
      servers.forEach(server -> moved.add(server + " to " + server.host().address()));
      return moved.toString();
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      for (Agent server : datacenter.servers()) {
        datacenter.start(server);
      }
    }
  }

  private enum Role {
    ANY,
    LEADER,
    FOLLOWER
  }

  /**
   * Not a byte is left on one server's disk. Then there is room again, and the server, which must
   * not end, sees that by itself.
   */
  private static final class FullDisk extends Fault {
    private static final int LARGE = 400_000;
    private static final int LARGE_VALUES = 250;

    private static final int TRIES = 20;

    private final int servers;
    private final Role role;

    FullDisk(String name, int servers, Role role) {
      super(name, true);
      this.servers = servers;
      this.role = role;
    }

    @Override
    int servers() {
      return servers;
    }

    @Override
    String begin(Datacenter datacenter, RandomGenerator random) throws IOException {
      for (int i = 0; i < TRIES && !hasRole(datacenter); i++) {
        // to whomever the leader thinks best; who leads is asked after the answer
        datacenter.servers().getLast().api().put("/v1/operator/raft/transfer-leader", "");
      }
      datacenter.fillDisk();
      useUpReserves(datacenter);
      return datacenter.agents().getFirst().name();
    }

    private boolean hasRole(Datacenter datacenter) {
      boolean leads = datacenter.leader().equals(Optional.of(datacenter.agents().getFirst()));
      return switch (role) {
        case ANY -> true;
        case LEADER -> leads;
        case FOLLOWER -> !leads && datacenter.leader().isPresent();
      };
    }

    /** A log may have made room beforehand; large values use that up until one is not taken. */
    private static void useUpReserves(Datacenter datacenter) {
      String value = "x".repeat(LARGE);
      try {
        boolean taken = true;
        for (int i = 0; i < LARGE_VALUES && taken; i++) {
          taken =
              datacenter.agents().getFirst().api().put("/v1/kv/large", value).status() == 200;
        }
      } catch (IOException full) {
        // no answer: it is full
      }
    }

    @Override
    void end(Datacenter datacenter) throws IOException {
      datacenter.freeDisk();
    }
  }
}
