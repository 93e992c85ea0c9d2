package io.proconsul.agent;

import io.proconsul.agent.ca.BuiltInRoots;
import io.proconsul.agent.cluster.LogPeers;
import io.proconsul.agent.cluster.RaftOperations;
import io.proconsul.agent.cluster.RpcFleet;
import io.proconsul.agent.cluster.ServerOperations;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConnectConfig;
import io.proconsul.agent.member.Pools;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.Autopilot;
import io.proconsul.core.autopilot.PeerChanges;
import io.proconsul.core.leader.Authority;
import io.proconsul.core.leader.CoordinateBatches;
import io.proconsul.core.leader.KvReaper;
import io.proconsul.core.leader.LeaderNotes;
import io.proconsul.core.leader.LeaderPorts;
import io.proconsul.core.leader.SessionTimers;
import io.proconsul.core.reconcile.Reconciler;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.raftlog.ReplicatedLog;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does while it leads: keeps the catalog and the log's members as gossip has them,
 * looks after servers, ends sessions, writes coordinates, reaps, and makes the mesh's certificate
 * authority. Owned by {@link ServerSide}.
 */
final class LeaderDuties implements ServerOperations.Duties {
  private static final Logger LOG = LoggerFactory.getLogger("agent.leader");

  private final LogPeers peers = new LogPeers();
  private final PeerChanges changes;
  private final Reconciler reconciler;
  private final Autopilot autopilot;
  private final SessionTimers sessions;
  private final CoordinateBatches coordinates;
  private final KvReaper reaper;
  private final Optional<Authority> authority;

  /**
   * What this needs of the server.
   *
   * @param pools empty until they have started
   * @param threads virtual ones
   * @param log takes what this server alone writes
   */
  record World(
      LeaderPorts ports,
      Supplier<Optional<Pools>> pools,
      Network network,
      RaftOperations raft,
      Executor threads,
      Authority.Log log) {
    List<Member> members() {
      return pools.get().map(found -> found.members(false)).orElse(List.of());
    }
  }

  LeaderDuties(AgentConfig config, Node self, World world) {
    LeaderPorts ports = world.ports();
    String nodeId = config.identity().nodeId();
    String datacenter = config.identity().datacenter();
    changes = new PeerChanges(nodeId, peers, world::members, ports.notes());
    reconciler = new Reconciler(self, world::members, changes, ports);
    RpcFleet fleet = new RpcFleet(
        nodeId,
        datacenter,
        world.network().pool,
        world.raft(),
        name -> world.threads().execute(() -> forceLeave(world, name)));
    autopilot = new Autopilot(
        new Autopilot.Setup(nodeId, datacenter, config.cluster().autopilot()),
        world::members,
        fleet,
        changes,
        ports);
    sessions = new SessionTimers(ports.machine(), ports.consensus(), ports.timer());
    coordinates = new CoordinateBatches(ports.consensus(), ports.timer());
    reaper = new KvReaper(ports.machine(), ports.consensus(), ports.timer());
    authority = config.connect().enabled()
        ? Optional.of(new Authority(setup(config.connect(), world), ports))
        : Optional.empty();
  }

  private static Authority.Setup setup(ConnectConfig connect, World world) {
    String clusterId =
        connect.clusterId().isEmpty() ? UUID.randomUUID().toString() : connect.clusterId();
    return new Authority.Setup(
        new CaConfiguration(clusterId, CaConfiguration.BUILT_IN, connect.caConfig(), false, 0, 0),
        new BuiltInRoots(world.ports().clock()),
        world.log(),
        world.threads());
  }

  private static void forceLeave(World world, String name) {
    try {
      world.pools().get().ifPresent(pools -> pools.lan().forceLeave(name, false));
    } catch (GossipException e) {
      LOG.warn("failed to remove a failed server: name={} error={}", name, e.getMessage());
    }
  }

  /** The log is open. */
  void attach(ReplicatedLog opened) {
    peers.attach(opened);
  }

  /** This server leads. */
  void start() {
    sessions.start();
    changes.start();
    autopilot.start();
    reconciler.start();
    coordinates.start();
    reaper.start();
    authority.ifPresent(Authority::start);
  }

  /** It no longer does. */
  void stop() {
    autopilot.stop();
    reconciler.stop();
    changes.stop();
    sessions.stop();
    coordinates.stop();
    reaper.stop();
    authority.ifPresent(Authority::stop);
  }

  /** Gossip says something of members of the LAN pool. */
  void membersChanged(MemberChange change, List<Member> members) {
    for (Member member : members) {
      if (change == MemberChange.REAP) {
        reconciler.memberReaped(member);
      } else {
        reconciler.memberChanged(member);
      }
    }
    autopilot.memberChanged();
  }

  @Override
  public void renew(String session, Outcome<Optional<Session>> outcome) {
    sessions.renew(session, outcome);
  }

  @Override
  public void update(NodeCoordinate coordinate, Outcome<Boolean> outcome) {
    if (coordinates.add(coordinate)) {
      outcome.done(true);
    } else {
      outcome.failed(new ConsulException.NoLeader());
    }
  }

  @Override
  public AutopilotHealth health() {
    return autopilot.health();
  }

  @Override
  public AutopilotState state() {
    return autopilot.state();
  }

  @Override
  public void configure(CaConfiguration wanted, Outcome<Boolean> outcome) {
    authority.ifPresentOrElse(
        own -> own.configure(wanted, outcome),
        () -> outcome.failed(
            new ConsulException.Refused("Connect must be enabled in order to use this endpoint")));
  }

  /** Tells the log file what happens to servers. */
  static final LeaderNotes NOTES = new LeaderNotes() {
    @Override
    public void info(String text) {
      LOG.info("{}", text);
    }

    @Override
    public void warn(String text) {
      LOG.warn("{}", text);
    }

    @Override
    public void error(String text) {
      LOG.error("{}", text);
    }
  };
}
