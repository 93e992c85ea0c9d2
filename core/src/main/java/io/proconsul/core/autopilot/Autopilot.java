package io.proconsul.core.autopilot;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.leader.LeaderPorts;
import io.proconsul.core.member.Server;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operator.AutopilotReads;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.RaftStats;
import io.proconsul.model.cluster.ServerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * While this server leads: asks every two seconds how the servers fare, gives a vote to those that
 * have been well for long enough, and every ten seconds takes out the dead. Any thread.
 */
public final class Autopilot {
  static final Duration UPDATE = Duration.ofSeconds(2);
  static final Duration SETTLE = Duration.ofMillis(200);
  static final Duration CLEANUP = Duration.ofSeconds(10);

  /**
   * What autopilot is told once.
   *
   * @param self node id of this server
   * @param configured what the first leader of a datacenter writes to the state
   */
  public record Setup(String self, String datacenter, AutopilotConfiguration configured) {}

  private final Setup setup;
  private final Supplier<List<Member>> members;
  private final Fleet fleet;
  private final PeerChanges peers;
  private final LeaderPorts ports;
  private boolean leading;
  private long reign;
  private boolean asking;
  private boolean askAgain;
  private boolean soon;
  private Instant started = Instant.EPOCH;
  private Instant cleaned = Instant.EPOCH;
  private Set<String> unknown = Set.of();
  private Set<String> owing = Set.of();
  private Cancellation next = Cancellation.NONE;
  private volatile Picture picture = Picture.NONE;

  /** @param members of the LAN pool */
  public Autopilot(
      Setup setup,
      Supplier<List<Member>> members,
      Fleet fleet,
      PeerChanges peers,
      LeaderPorts ports) {
    this.setup = setup;
    this.members = members;
    this.fleet = fleet;
    this.peers = peers;
    this.ports = ports;
  }

  /** Called when this server begins to lead, with all that was committed before applied. */
  public void start() {
    long mine;
    synchronized (this) {
      next.cancel();
      leading = true;
      mine = ++reign;
      asking = false;
      askAgain = false;
      soon = false;
      started = ports.clock().instant();
      cleaned = started;
      unknown = Set.of();
      owing = ConcurrentHashMap.newKeySet();
      picture = Picture.NONE;
    }
    ask(mine);
  }

  /** Called when this server no longer leads. */
  public synchronized void stop() {
    leading = false;
    reign++;
    next.cancel();
    picture = Picture.NONE;
  }

  /** Something about the servers may have changed: looks soon, once for all that is told now. */
  public synchronized void memberChanged() {
    if (leading && !soon) {
      soon = true;
      long mine = reign;
      next.cancel();
      next = ports.timer().after(SETTLE, () -> ask(mine));
    }
  }

  /** Answers from the last round; unhealthy, with no servers, before the first is over. */
  @SuppressWarnings("unchecked") // each case answers with what its operation declares
  public <R> void perform(AutopilotOperation<R> operation, Outcome<R> outcome) {
    switch (operation) {
      case AutopilotOperation.Health() -> ((Outcome<AutopilotHealth>) outcome).done(health());
      case AutopilotOperation.State() -> ((Outcome<AutopilotState>) outcome).done(state());
    }
  }

  public AutopilotHealth health() {
    return picture.health();
  }

  public AutopilotState state() {
    Picture last = picture;
    Tables tables = ports.machine().tables();
    Map<String, Map<String, String>> meta = new HashMap<>();
    for (ServerHealth server : last.servers().values()) {
      Node node = tables.nodes().get(Key.of(Mark.lower(server.name())));
      Map<String, String> found = node == null ? null : node.meta();
      if (found != null) {
        meta.put(server.name(), found);
      }
    }
    return last.state(meta);
  }

  private void ask(long of) {
    List<Server> servers = servers();
    Set<String> debts;
    synchronized (this) {
      if (reign != of) {
        return;
      }
      soon = false;
      if (asking) {
        askAgain = true;
        return;
      }
      asking = true;
      debts = owing;
      next.cancel();
      next = ports.timer().after(UPDATE, () -> ask(of));
    }
    Round.begin(servers, debts, fleet, ports.timer(), (asked, found) -> answered(of, asked, found));
    writeConfiguration();
  }

  /** Those that have not left; of two with the same id the one that runs. */
  private List<Server> servers() {
    Map<String, Server> byId = new LinkedHashMap<>();
    members.get().stream()
        .filter(member -> Server.isAgentOf(setup.datacenter(), member))
        .filter(member -> member.status() != Member.MemberStatus.LEFT)
        .flatMap(member -> Server.of(member).stream())
        .forEach(server ->
            byId.merge(server.id(), server, (first, second) -> second.running() ? second : first));
    return List.copyOf(byId.values());
  }

  private void answered(long of, List<Server> servers, Map<String, RaftStats> answers) {
    boolean again;
    synchronized (this) {
      if (reign != of) {
        return;
      }
      asking = false;
      again = askAgain;
      askAgain = false;
      picture = picture.next(
          setup.self,
          new Picture.Findings(
              ports.clock().instant(), configuration(), peers.configuration(), servers, answers));
    }
    act(of, servers);
    if (again) {
      memberChanged();
    }
  }

  private void act(long of, List<Server> servers) {
    Instant now = ports.clock().instant();
    picture.promotable(now, stabilization(now)).forEach(id -> peers.promote(id, LOST));
    Set<String> stale;
    synchronized (this) {
      if (reign != of || now.isBefore(cleaned.plus(CLEANUP))) {
        return;
      }
      cleaned = now;
      owing = ConcurrentHashMap.newKeySet(); // who never answers is asked once more
      // Gossip may not have heard of everyone yet: who is unknown has until the next time.
      Set<String> unknownNow = Cleanup.unknown(setup.self, peers.configuration(), servers);
      stale = new HashSet<>(unknownNow);
      stale.retainAll(unknown);
      unknown = unknownNow;
    }
    if (configuration().cleanupDeadServers()) {
      carryOut(
          Cleanup.plan(peers.configuration(), servers, stale, configuration().minQuorum()));
    }
  }

  private void carryOut(Cleanup cleanup) {
    cleanup.stale().forEach(id -> peers.remove(id, LOST));
    for (Server server : cleanup.failed()) {
      ports.notes().info("removing failed server: name=" + server.name() + " id=" + server.id());
      fleet.forceLeave(server.name());
    }
  }

  /** Nobody can have been stable for longer than this has watched: at first, none need be. */
  private Duration stabilization(Instant now) {
    Duration configured = configuration().serverStabilizationTime();
    Duration watched = Duration.between(started, now);
    return watched.compareTo(configured.plus(configured.dividedBy(10))) < 0
        ? Duration.ZERO
        : configured;
  }

  private AutopilotConfiguration configuration() {
    return AutopilotReads.configured(ports.machine().tables()).orElse(setup.configured);
  }

  private void writeConfiguration() {
    if (AutopilotReads.configured(ports.machine().tables()).isEmpty()) {
      ports.consensus().submit(new AutopilotCommand.CompareAndSet(setup.configured, 0), LOST);
    }
  }

  /** The next round does again what did not succeed. */
  private static final Outcome<Boolean> LOST = new Outcome<>() {
    @Override
    public void done(Boolean result) {}

    @Override
    public void failed(ConsulException cause) {}
  };
}
