package io.proconsul.agent;

import io.proconsul.agent.cluster.AddressBook;
import io.proconsul.agent.cluster.Bootstrap;
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
import io.proconsul.core.snapshot.Snapshots;
import io.proconsul.core.sync.OwnCatalog;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.model.Member;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LocalLog;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.jraft.JRaftLog;
import io.proconsul.raftlog.jraft.JRaftSettings;
import io.proconsul.raftlog.jraft.RaftFolder;
import io.proconsul.raftlog.jraft.StartMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server: its copy of the state, the log that it shares with the others, the port where agents
 * ask it, and the leader's duties while it leads. Owned by {@link Consul}; wired in reading order.
 */
final class ServerSide implements Side {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  /** The name of the event that a new leader tells its datacenter. */
  private static final String NEW_LEADER = "consul:new-leader";

  private final AgentConfig config;
  private final Threads threads;
  private final AgentTimer timer;
  private final Parts parts = new Parts();
  private final StateMachine machine = new StateMachine();
  private final Inbox inbox;
  private final Network network;
  private final Server self;
  private final RaftPort raft;
  private final LeaderGate gate;
  private final LogConsensus consensus;
  private final RaftOperations raftOperations;
  private final LeaderDuties duties;
  private final QuorumWatch quorum;
  private final Pools pools;
  private final ActionRunner.Ports ports;
  private final Snapshots snapshots;
  private final AddressBook addresses;
  private final Leadership leadership = new Leadership();
  private final CountDownLatch removed = new CountDownLatch(1);
  private volatile @Nullable Pools started;
  private volatile @Nullable SnapshotPort snapshotPort;
  private volatile @Nullable Bootstrap bootstrap;
  private volatile @Nullable ReplicatedLog log;
  private volatile Runnable ready = () -> {};

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
    this.threads = threads;
    timer = threads.timer();
    String datacenter = config.identity().datacenter();
    RpcSettings rpc = RpcSettings.of(config);

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

    gate = new LeaderGate(timer, config.performance().rpcHoldTimeout());
    var leaderCalls =
        new RpcLeaderCalls(gate, addresses, network.attempts, datacenter, rpc.clientTimeout());
    consensus = new LogConsensus(gate, timer, InstantSource.system(), addresses, leaderCalls);
    quorum = new QuorumWatch(timer, this::startedPools);
    raftOperations = new RaftOperations(addresses);
    duties = new LeaderDuties(
        config,
        new SelfDescription(config).node(),
        new LeaderDuties.World(
            new LeaderPorts(machine, consensus, timer, InstantSource.system(), LeaderDuties.NOTES),
            this::startedPools,
            network,
            raftOperations,
            threads.virtual()));
    pools = opened.add(
        new Pools(config, self.port(), network.roster, new LanEvents(events), orders::leave));
    Keyrings keyrings =
        new Keyrings(datacenter, network.roster, pools, network.remote, threads.virtual());
    ServerOperations operations = new ServerOperations(
        consensus,
        leaderCalls,
        gate,
        pools,
        new ServerOperations.Performers(
            duties, raftOperations, keyrings, new Distances(self, network.roster, pools)));
    ports = new ActionRunner.Ports(consensus, operations, network.remote);
    snapshots = new ServerSnapshots(
        gate,
        consensus,
        addresses,
        new ServerSnapshots.Net(network.roster, network.pool),
        new ServerSnapshots.Work(
            threads.virtual(), InstantSource.system(), this::term, this::restored));
    snapshotPort = new SnapshotPort(snapshots);
    started = pools;
    parts.add(opened);
  }

  @Override
  public StateMachine machine() {
    return machine;
  }

  @Override
  public ActionRunner.Ports ports() {
    return ports;
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public Pools pools() {
    return pools;
  }

  @Override
  public Catalog catalog(Executor executor) {
    return new OwnCatalog(config.identity().nodeName(), machine, consensus, executor);
  }

  @Override
  public void begin(ActionRunner runner, Runnable whenReady) throws IOException {
    ready = whenReady;
    inbox.open(new Inbox.World(runner, ports, network.remote));
    Optional<Path> dataDir = config.role().dataDir();
    if (config.role().devMode() || dataDir.isEmpty()) {
      StateLogMachine driven = driven();
      attach(parts.add(LocalLog.start(self.id(), driven)), driven);
    } else {
      beginLog(settings(dataDir.get().resolve("raft")));
    }
    pools.join();
  }

  private JRaftSettings settings(Path folder) {
    return JRaftSettings.of(folder, self.id())
        .withElectionTimeout(
            Duration.ofSeconds(1).multipliedBy(config.performance().raftMultiplier()))
        .withStart(new StartMode.Join(), config.identity().datacenter());
  }

  /** Goes on with what is on disk, or elects itself, or waits for others. */
  private void beginLog(JRaftSettings settings) throws IOException {
    try {
      if (self.bootstrap()) {
        open(settings.withStart(
            new StartMode.Bootstrap(List.of(self.id())), config.identity().datacenter()));
      } else if (self.expect() == 0 || RaftFolder.isUsed(settings)) {
        open(settings);
      } else {
        Bootstrap waiting = new Bootstrap(
            self,
            network.roster,
            network.pool,
            timer,
            mode -> openLater(settings.withStart(mode, config.identity().datacenter())));
        bootstrap = waiting;
        waiting.look();
      }
    } catch (LogException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void open(JRaftSettings settings) {
    StateLogMachine driven = driven();
    attach(JRaftLog.start(settings, driven, raft), driven);
  }

  /** Opening reads the disk, which neither a timer nor a connection may wait for. */
  private void openLater(JRaftSettings settings) {
    Thread.ofVirtual().name("raft-open").start(() -> {
      try {
        open(settings);
      } catch (LogException e) {
        LOG.error("failed to start Raft: error={}", e.getMessage());
      }
    });
  }

  private StateLogMachine driven() {
    return new StateLogMachine(machine, gate, self.id(), leadership);
  }

  private synchronized void attach(ReplicatedLog opened, StateLogMachine driven) {
    if (log != null) {
      opened.close();
      return;
    }
    log = opened;
    consensus.attach(opened);
    raft.attach(opened);
    duties.attach(opened);
    raftOperations.attach(opened);
    driven.attached();
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

  private long term() {
    ReplicatedLog opened = log;
    return opened == null ? 0 : opened.stats().term();
  }

  /** Nothing that the leader knew of the old state holds any more. */
  private void restored() {
    leadership.again();
    ready.run();
  }

  private static Methods.Rules rules(AgentConfig config) {
    return new Methods.Rules(
        config.identity().datacenter(),
        new io.proconsul.core.session.SessionRules(config.performance().sessionTtlMin()),
        () -> java.util.UUID.randomUUID().toString());
  }

  @Override
  public Map<String, Map<String, String>> stats() {
    return Map.of(
        "consul", ServerStats.consul(config, consensus, network.roster),
        "raft", ServerStats.raft(log, addresses));
  }

  @Override
  public void leave() {
    ReplicatedLog opened = log;
    boolean others = opened != null && opened.configuration().voters().size() > 1;
    if (opened != null && others && consensus.leads()) {
      await(done -> opened.transfer(Optional.empty(), done));
    }
    pools.leave();
    if (others) {
      awaitRemoval();
    }
  }

  /** The new leader takes this server out of the log's members when it hears of its leave. */
  private void awaitRemoval() {
    try {
      Duration patience = config.performance().leaveDrainTime();
      if (!removed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("failed to leave Raft configuration gracefully, timeout");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Pools> startedPools() {
    return Optional.ofNullable(started);
  }

  /** Agents of either make look for this event of the leader's. */
  private void announce() {
    try {
      byte[] name = self.name().getBytes(StandardCharsets.UTF_8);
      pools.lan().userEvent(NEW_LEADER, name, false);
    } catch (GossipException e) {
      LOG.warn("failed to broadcast new leader event: error={}", e.getMessage());
    }
  }

  /** Who leads and who takes part, as the log says. */
  private final class Leadership implements StateLogMachine.Listener {
    private boolean leading;

    /** Begins anew, as a leader that was just elected would. */
    synchronized void again() {
      if (leading) {
        duties.stop();
        duties.start();
      }
    }

    private synchronized void lead(boolean now) {
      leading = now;
      if (now) {
        duties.start();
      } else {
        duties.stop();
      }
    }

    @Override
    public void leadershipStarted() {
      lead(true);
      threads.virtual().execute(ServerSide.this::announce);
    }

    @Override
    public void leadershipStopped() {
      lead(false);
    }

    @Override
    public void leaderKnown() {
      quorum.leaderKnown();
      ready.run();
    }

    @Override
    public void leaderUnknown() {
      quorum.leaderUnknown();
    }

    @Override
    public void membersChanged(Membership members) {
      quorum.membersChanged(members);
      if (!members.members().isEmpty() && members.member(self.id()).isEmpty()) {
        removed.countDown();
      }
    }
  }

  /** The LAN pool's news go to the duties first. */
  private final class LanEvents implements PoolEvents {
    private final PoolEvents others;

    LanEvents(PoolEvents others) {
      this.others = others;
    }

    @Override
    public void membersChanged(MemberChange change, List<Member> members) {
      duties.membersChanged(change, members);
      Bootstrap waiting = bootstrap;
      if (waiting != null) {
        waiting.look();
      }
      others.membersChanged(change, members);
    }

    @Override
    public void userEvent(long ltime, String name, byte[] payload) {
      others.userEvent(ltime, name, payload);
    }
  }

  private static void await(java.util.function.Consumer<Barrier> operation) {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    operation.accept(new Barrier() {
      @Override
      public void reached(long index) {
        future.complete(true);
      }

      @Override
      public void failed(LogException cause) {
        LOG.warn(
            "failed to transfer leadership, removing the server: error={}", cause.getMessage());
        future.complete(false);
      }
    });
    try {
      future.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("leadership was not transferred in time");
    }
  }

  @Override
  public void close() {
    Bootstrap waiting = bootstrap;
    if (waiting != null) {
      waiting.close();
    }
    duties.stop();
    ReplicatedLog opened;
    synchronized (this) {
      opened = log;
    }
    if (opened != null) {
      opened.close();
    }
    parts.close();
  }
}
