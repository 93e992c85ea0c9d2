package io.proconsul.agent;

import io.proconsul.agent.cluster.AddressBook;
import io.proconsul.agent.cluster.Distances;
import io.proconsul.agent.cluster.Inbox;
import io.proconsul.agent.cluster.Keyrings;
import io.proconsul.agent.cluster.LeaderGate;
import io.proconsul.agent.cluster.LogConsensus;
import io.proconsul.agent.cluster.RaftOperations;
import io.proconsul.agent.cluster.RaftPort;
import io.proconsul.agent.cluster.RpcLeaderCalls;
import io.proconsul.agent.cluster.ServerOperations;
import io.proconsul.agent.cluster.StateLogMachine;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.member.PoolEvents;
import io.proconsul.agent.member.Pools;
import io.proconsul.agent.member.Tags;
import io.proconsul.agent.rpc.Peer;
import io.proconsul.agent.rpc.RpcListener;
import io.proconsul.agent.rpc.RpcServices;
import io.proconsul.agent.rpc.RpcStream;
import io.proconsul.agent.snapshot.ServerSnapshots;
import io.proconsul.agent.snapshot.SnapshotPort;
import io.proconsul.core.leader.LeaderPorts;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.member.Server;
import io.proconsul.core.rpc.Methods;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.session.SessionRules;
import io.proconsul.core.snapshot.Snapshots;
import io.proconsul.core.sync.OwnCatalog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A server: its copy of the state, the log that it shares with the others, the port where agents
 * ask it, and the leader's duties while it leads. Owned by {@link Consul}; wired in reading order.
 */
final class ServerSide implements Side {
  private final AgentConfig config;
  private final Parts parts = new Parts();
  private final Inbox inbox;
  private final Network network;
  private final Server self;
  private final AddressBook addresses;
  private final LogConsensus consensus;
  private final LeaderDuties duties;
  private final Leadership leadership;
  private final ServerLog log;
  private final RaftPort raft;
  private final Pools pools;
  private final Offers offers;
  private volatile @Nullable Pools started;
  private volatile @Nullable SnapshotPort snapshotPort;

  /** @throws IOException when a port or a file cannot be had; nothing is left open */
  static ServerSide start(
      AgentConfig config, Threads threads, PoolEvents events, Consul.Orders orders)
      throws IOException {
    Parts parts = new Parts();
    try {
      return new ServerSide(config, threads, events, orders, parts);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private ServerSide(
      AgentConfig config, Threads threads, PoolEvents events, Consul.Orders orders, Parts opened)
      throws IOException {
    this.config = config;
    AgentTimer timer = threads.timer();
    String datacenter = config.identity().datacenter();
    RpcSettings rpc = RpcSettings.of(config);
    StateMachine machine = new StateMachine();

    inbox = new Inbox(new Methods(rules(config)), threads.loops()::next);
    RpcListener listener = opened.add(RpcListener.start(
        new InetSocketAddress(
            config.addresses().bind(), Math.max(0, config.ports().server())),
        new RpcServices(inbox, this::raftConnection, this::snapshotConnection),
        rpc.tls(),
        rpc.bounds(),
        timer));
    network = opened.add(new Network(config, rpc, timer));
    self = Tags.self(config, listener.address().getPort());
    addresses = new AddressBook(self, network.roster, machine);
    raft = new RaftPort(network.pool, addresses);

    LeaderGate gate = new LeaderGate(timer, config.performance().rpcHoldTimeout());
    var leaderCalls =
        new RpcLeaderCalls(gate, addresses, network.attempts, datacenter, rpc.clientTimeout());
    consensus = new LogConsensus(gate, timer, InstantSource.system(), addresses, leaderCalls);
    RaftOperations raftOperations = new RaftOperations(addresses);
    duties = new LeaderDuties(
        config,
        new SelfDescription(config).node(),
        new LeaderDuties.World(
            new LeaderPorts(machine, consensus, timer, InstantSource.system(), LeaderDuties.NOTES),
            this::startedPools,
            network,
            raftOperations,
            threads.virtual(),
            consensus::append));
    leadership = new Leadership(
        self,
        duties,
        new QuorumWatch(timer, this::startedPools),
        this::startedPools,
        threads.virtual());
    log = new ServerLog(
        config,
        self,
        network,
        timer,
        new ServerLog.Ends(
            () -> new StateLogMachine(machine, gate, self.id(), leadership),
            raft,
            List.of(consensus::attach, raft::attach, duties::attach, raftOperations::attach)));
    pools = opened.add(new Pools(
        config, self.port(), network.roster, new LanEvents(duties, log, events), orders::leave));
    offers = offers(threads, gate, leaderCalls, raftOperations);
    snapshotPort = new SnapshotPort(offers.snapshots());
    started = pools;
    parts.add(opened);
  }

  private Offers offers(
      Threads threads, LeaderGate gate, RpcLeaderCalls leaderCalls, RaftOperations raftOperations) {
    Keyrings keyrings =
        new Keyrings(self.datacenter(), network.roster, pools, network.remote, threads.virtual());
    ServerOperations operations = new ServerOperations(
        consensus,
        leaderCalls,
        gate,
        pools,
        new ServerOperations.Performers(
            duties, raftOperations, keyrings, new Distances(self, network.roster, pools)));
    Snapshots snapshots = new ServerSnapshots(
        gate,
        consensus,
        addresses,
        new ServerSnapshots.Net(network.roster, network.pool),
        new ServerSnapshots.Work(
            threads.virtual(), InstantSource.system(), log::term, leadership::again));
    return new Offers(
        addresses.machine(),
        new ActionRunner.Ports(consensus, operations, network.remote),
        snapshots,
        pools);
  }

  @Override
  public Offers offers() {
    return offers;
  }

  @Override
  public RpcSettings.Certificates certificates() {
    return network.certificates;
  }

  @Override
  public Catalog catalog(Executor executor) {
    return new OwnCatalog(config.identity().nodeName(), offers.machine(), consensus, executor);
  }

  @Override
  public void begin(ActionRunner runner, Runnable ready) throws IOException {
    leadership.onLeader(ready);
    inbox.open(new Inbox.World(runner, offers.ports(), network.remote));
    log.begin();
    pools.join();
  }

  private void raftConnection(RpcStream stream, Peer peer) {
    raft.accept(stream, peer);
  }

  private void snapshotConnection(RpcStream stream, Peer peer) {
    SnapshotPort opened = snapshotPort;
    if (opened != null) {
      opened.accept(stream, peer);
    }
  }

  private static Methods.Rules rules(AgentConfig config) {
    return new Methods.Rules(
        config.identity().datacenter(),
        new SessionRules(config.performance().sessionTtlMin()),
        () -> UUID.randomUUID().toString());
  }

  private Optional<Pools> startedPools() {
    return Optional.ofNullable(started);
  }

  @Override
  public Map<String, Map<String, String>> stats() {
    return Map.of(
        "consul", ServerStats.consul(config, consensus, network.roster),
        "raft", ServerStats.raft(log.opened(), addresses));
  }

  /** The new leader takes this server out of the log's members when it hears of its leave. */
  @Override
  public void leave() {
    boolean others = log.shared();
    if (others && consensus.leads()) {
      log.handOver();
    }
    pools.leave();
    if (others) {
      leadership.awaitRemoval(config.performance().leaveDrainTime());
    }
  }

  @Override
  public void close() {
    duties.stop();
    log.close();
    parts.close();
  }
}
