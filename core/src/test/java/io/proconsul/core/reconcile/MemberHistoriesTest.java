package io.proconsul.core.reconcile;

import static io.proconsul.core.testing.InMemoryPool.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.Autopilot;
import io.proconsul.core.autopilot.Fleet;
import io.proconsul.core.autopilot.Peer;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.member.Server;
import io.proconsul.core.state.Key;
import io.proconsul.model.Member;
import io.proconsul.model.Member.MemberStatus;
import io.proconsul.model.Node;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.RaftStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Members come, fail, leave, are renamed and forgotten, in any order; what holds in the end. */
class MemberHistoriesTest {
  private static final int STEPS = 60;
  private static final int NAMES = 5;
  private static final Map<String, String> AGENT = Map.of("consul-network-segment", "");

  @Property(tries = 300)
  void afterTheLastEventTheCatalogMirrorsTheMembers(@ForAll long seed) {
    History history = new History(seed);
    history.run();
    assertThat(
            new CatalogMirrors(history.dc.pool.get(), history.dc.state.tables(), "s1").violations())
        .as("seed %s", seed)
        .isEmpty();
    assertThat(history.externals()).isEqualTo(history.externalsBefore);
    assertThat(history.brokenQuorums).isEmpty();
    assertThat(history.missingPeers()).isEmpty();
  }

  private static final class History implements Fleet {
    final TestingDatacenter dc = new TestingDatacenter();
    final Random random;
    final List<String> brokenQuorums = new ArrayList<>();
    final List<Node> externalsBefore;
    final Autopilot autopilot = new Autopilot(
        new Autopilot.Setup(id(1), "dc1", AutopilotConfiguration.DEFAULT),
        dc.pool,
        this,
        dc.changes,
        dc.ports);

    History(long seed) {
      random = new Random(seed);
      dc.pool.server("s1", 1);
      external("ext1", "");
      external("ext2", id(9));
      externalsBefore = externals();
      dc.peers.afterRemoval = this::checkQuorum;
      dc.reconciler.start();
      autopilot.start();
    }

    private void external(String name, String nodeId) {
      Node node = new Node(nodeId, name, "10.9.9.9", "dc1", null, Map.of("e", "x"), 0, 0);
      dc.state.apply(new CatalogCommand.Register(node, null, List.of(), false));
    }

    List<Node> externals() {
      return List.of(catalog("ext1"), catalog("ext2"));
    }

    private Node catalog(String name) {
      return Objects.requireNonNull(dc.state.tables().nodes().get(Key.of(name)));
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      dc.consensus.leader = true;
      dc.peers.busy = false;
      dc.timer.advance(Duration.ofMinutes(3));
    }

    private void step() {
      String name = "n" + random.nextInt(NAMES);
      switch (random.nextInt(9)) {
        case 0, 1 -> join(name);
        case 2 -> become(name, MemberStatus.FAILED);
        case 3 -> become(name, MemberStatus.LEFT);
        case 4 -> become(name, random.nextBoolean() ? MemberStatus.LEAVING : MemberStatus.ALIVE);
        case 5 -> forget(name);
        case 6 -> agentSyncs(name);
        case 7 -> {
          dc.consensus.leader = random.nextInt(3) > 0;
          dc.peers.busy = random.nextInt(4) == 0;
        }
        default -> dc.timer.advance(Duration.ofSeconds(random.nextInt(25)));
      }
    }

    /** With an id of its own or another's, as a server or not. */
    private void join(String name) {
      int number = 2 + random.nextInt(6);
      tell(random.nextBoolean() ? dc.pool.server(name, number) : dc.pool.client(name, number));
    }

    private void become(String name, MemberStatus status) {
      if (dc.pool.byName.containsKey(name)) {
        tell(dc.pool.is(name, status));
      }
    }

    /** Now and then nobody is told. */
    private void tell(Member member) {
      if (random.nextInt(6) > 0) {
        dc.reconciler.memberChanged(member);
        autopilot.memberChanged();
      }
    }

    private void forget(String name) {
      Member member = dc.pool.byName.remove(name);
      if (member != null && random.nextInt(3) > 0) {
        dc.reconciler.memberReaped(member);
      }
    }

    private void agentSyncs(String name) {
      Member member = dc.pool.byName.get(name);
      if (member != null) {
        Node node =
            new Node(Server.idOf(member), name, member.address(), "dc1", Map.of(), AGENT, 0, 0);
        dc.state.apply(new CatalogCommand.Register(node, null, List.of(), false));
      }
    }

    private Set<String> running() {
      Set<String> running = dc.pool.get().stream()
          .flatMap(member -> Server.of(member).stream())
          .filter(Server::running)
          .map(Server::id)
          .collect(Collectors.toSet());
      running.add(id(1));
      return running;
    }

    private void checkQuorum() {
      List<String> voters =
          dc.peers.configuration().stream().filter(Peer::voter).map(Peer::id).toList();
      long up = voters.stream().filter(running()::contains).count();
      if (2 * up <= voters.size()) {
        brokenQuorums.add(voters + " with only " + running());
      }
    }

    /** Servers that run and are registered take part in the log. */
    List<String> missingPeers() {
      Set<String> peers =
          dc.peers.configuration().stream().map(Peer::id).collect(Collectors.toSet());
      return dc.pool.get().stream()
          .flatMap(member -> Server.of(member).stream())
          .filter(server -> server.status() == MemberStatus.ALIVE)
          .filter(server ->
              server.name().equals(dc.state.tables().nodesById().get(Key.of(server.id()))))
          .map(Server::id)
          .filter(serverId -> !peers.contains(serverId))
          .toList();
    }

    @Override
    public void progress(Server server, Outcome<RaftStats> outcome) {
      outcome.done(new RaftStats(Duration.ZERO, 1, 100));
    }

    @Override
    public void forceLeave(String name) {
      tell(dc.pool.is(name, MemberStatus.LEFT));
    }
  }
}
