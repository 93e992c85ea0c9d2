package io.proconsul.agent;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proconsul.agent.cluster.LeaderGate;
import io.proconsul.agent.cluster.LogConsensus;
import io.proconsul.agent.cluster.StateLogMachine;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.dns.DnsServer;
import io.proconsul.agent.dns.DnsSetup;
import io.proconsul.agent.http.HttpListener;
import io.proconsul.agent.http.HttpRouter;
import io.proconsul.agent.http.HttpServers;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Routes;
import io.proconsul.core.catalog.CatalogEndpoint;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.coordinate.CoordinateEndpoint;
import io.proconsul.core.dns.DnsResolver;
import io.proconsul.core.health.HealthEndpoint;
import io.proconsul.core.kv.KvEndpoint;
import io.proconsul.core.leader.SelfRegistration;
import io.proconsul.core.leader.SessionTimers;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Settings;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.self.Identity;
import io.proconsul.core.self.SelfEndpoint;
import io.proconsul.core.self.Version;
import io.proconsul.core.session.SessionEndpoint;
import io.proconsul.core.session.SessionRequests;
import io.proconsul.core.status.StatusEndpoint;
import io.proconsul.model.Node;
import io.proconsul.raftlog.LocalLog;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.jraft.JRaftLog;
import io.proconsul.raftlog.jraft.JRaftSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One agent, running: {@code try (var consul = Consul.start(config)) { ... }}. Several may run in one
 * JVM; close leaves no thread and no open file behind. The constructor wires everything, in reading
 * order.
 */
public final class Consul implements AutoCloseable {
  private static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final int MAX_BODY = 64 << 20;

  /** What close undoes, in the order of opening. */
  private final List<AutoCloseable> opened = new ArrayList<>();

  private final AgentConfig config;
  private final Routes routes = new Routes();
  private final HttpServers http;
  private final DnsServer dns;
  private final Reloading reloading;

  private Consul(AgentConfig config, Orders orders) throws IOException {
    this.config = config;
    String node = config.identity().nodeName();
    AgentTimer timer = opened(new AgentTimer(node));
    StateMachine machine = new StateMachine();
    LeaderGate gate = new LeaderGate(timer, config.performance().rpcHoldTimeout());
    String serverAddress = config.addresses().advertise() + ":" + config.ports().server();
    LogConsensus consensus = new LogConsensus(gate, InstantSource.system(), serverAddress);
    ActionRunner runner =
        new ActionRunner(machine, consensus, timer, new SplittableRandom(), settings(config));
    SessionTimers sessions = new SessionTimers(machine, consensus, timer);
    Node self = node();
    LocalAgent local =
        opened(new LocalAgent(config, self, new LocalAgent.World(machine, consensus, timer)));
    SelfRegistration registration =
        new SelfRegistration(selfCommand(self), machine, consensus, timer);
    StateLogMachine logMachine = new StateLogMachine(
        machine,
        gate,
        () -> {
          sessions.start();
          registration.leadershipStarted();
          local.leaderKnown();
        },
        () -> {
          sessions.stop();
          registration.stop();
        });
    ReplicatedLog log = opened(openLog(logMachine));
    consensus.attach(log);
    reloading = new Reloading(config, orders, local);
    AgentSelf agentSelf = new AgentSelf(config, consensus, log, reloading, orders::leave);

    boolean pretty = config.role().devMode();
    String datacenter = config.identity().datacenter();
    SessionRequests sessionRequests =
        new SessionRequests(node, config.performance().sessionTtlMin());
    routes
        .add(new KvEndpoint(config.limits().kvMaxValueSize()))
        .add(new SessionEndpoint(
            sessionRequests, () -> UUID.randomUUID().toString(), sessions, pretty))
        .add(new CatalogEndpoint(datacenter, pretty))
        .add(new HealthEndpoint())
        .add(local)
        .add(new StatusEndpoint(consensus, identity()))
        .add(new CoordinateEndpoint(identity()))
        .add(new SelfEndpoint(identity(), agentSelf));

    EventLoopGroup loops = eventLoops(node);
    HttpRouter router = new HttpRouter(routes, runner, config.http());
    HttpListener.Bounds bounds = new HttpListener.Bounds(
        MAX_BODY, config.limits().httpMaxConnsPerClient(), config.limits().httpsHandshakeTimeout());
    http = opened(HttpServers.start(loops, config, router, bounds));
    DnsResolver resolver = new DnsResolver(machine::tables, DnsSetup.settings(config));
    dns = opened(DnsServer.start(
        DnsSetup.addresses(config),
        resolver,
        DnsSetup.recursors(config),
        consensus,
        InstantSource.system()));
    reloading.attach(dns);
  }

  /**
   * Starts an agent; it serves when this returns.
   *
   * @throws IOException when a port or the data folder cannot be had; nothing is left running
   */
  public static Consul start(AgentConfig config) throws IOException {
    return start(config, Orders.NONE);
  }

  /**
   * Starts an agent that may be told over its API to reload and to leave.
   *
   * @throws IOException when a port or the data folder cannot be had; nothing is left running
   */
  public static Consul start(AgentConfig config, Orders orders) throws IOException {
    return new Consul(config, orders);
  }

  /** What an agent cannot do by itself. Called by any thread. */
  public interface Orders {
    /** For agents that have no files and whose end is in other hands. */
    Orders NONE = new Orders() {
      @Override
      public Optional<AgentConfig> read() {
        return Optional.empty();
      }

      @Override
      public void leave() {}
    };

    /**
     * Reads the configuration once more; empty when there is nothing to read.
     *
     * @throws ConfigException when no agent could start with it
     */
    Optional<AgentConfig> read();

    /** Has this agent closed. Does not wait for it. */
    void leave();
  }

  /**
   * Reads the configuration again and takes over what can change while an agent runs; what cannot
   * is logged.
   *
   * @throws ConsulException.Refused with the reason; what went before the failure stays
   */
  public void reload() {
    reloading.run();
  }

  /** Where the HTTP API listens over TCP. */
  public InetSocketAddress httpAddress() {
    InetSocketAddress address = http.address();
    if (address == null) {
      throw new IllegalStateException("this agent does not listen for HTTP over TCP");
    }
    return address;
  }

  /** Where the HTTP API listens with TLS; empty when it does not. */
  public Optional<InetSocketAddress> httpsAddress() {
    return Optional.ofNullable(http.secureAddress());
  }

  /** Where DNS listens, over UDP and TCP; empty when it is switched off. */
  public List<InetSocketAddress> dnsAddresses() {
    return dns.addresses();
  }

  public AgentConfig config() {
    return config;
  }

  /** Every endpoint, {@code METHOD path}, sorted. */
  public List<String> routes() {
    return routes.list();
  }

  @Override
  public void close() {
    List<AutoCloseable> reversed = new ArrayList<>(opened);
    Collections.reverse(reversed);
    for (AutoCloseable part : reversed) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing " + part + " failed", e);
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.add(part);
    return part;
  }

  private ReplicatedLog openLog(StateLogMachine machine) throws IOException {
    String nodeId = config.identity().nodeId();
    Optional<Path> dataDir = config.role().dataDir();
    if (config.role().devMode() || dataDir.isEmpty()) {
      return LocalLog.start(nodeId, machine);
    }
    try {
      return JRaftLog.start(JRaftSettings.of(dataDir.get().resolve("raft"), nodeId), machine);
    } catch (LogException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** This agent's node as the catalog is to have it. */
  private Node node() {
    String lan = config.addresses().advertise();
    String wan = config.addresses().advertiseWan();
    String family = lan.indexOf(':') < 0 ? "ipv4" : "ipv6";
    return new Node(
        config.identity().nodeId(),
        config.identity().nodeName(),
        lan,
        config.identity().datacenter(),
        Map.of("lan", lan, "lan_" + family, lan, "wan", wan, "wan_" + family, wan),
        nodeMeta(),
        0,
        0);
  }

  private CatalogCommand.Register selfCommand(Node self) {
    Map<String, String> meta = SelfRegistration.meta(
        Version.CONSUL, config.ports().grpc(), config.ports().grpcTls());
    return SelfRegistration.command(self, config.ports().server(), meta);
  }

  private Map<String, String> nodeMeta() {
    Map<String, String> meta = new HashMap<>(config.identity().nodeMeta());
    meta.put("consul-network-segment", "");
    meta.put("consul-version", Version.CONSUL);
    return meta;
  }

  private Identity identity() {
    return new Identity(
        config.identity().nodeName(),
        config.identity().nodeId(),
        config.identity().datacenter(),
        config.role().server(),
        nodeMeta(),
        config.role().devMode());
  }

  private EventLoopGroup eventLoops(String node) {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
        EVENT_LOOPS, new DefaultThreadFactory("http-" + node, true), NioIoHandler.newFactory());
    opened.add(() -> loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(10_000));
    return loops;
  }

  private static Settings settings(AgentConfig config) {
    return new Settings(
        config.identity().nodeName(),
        config.identity().datacenter(),
        config.role().devMode(),
        config.http().defaultQueryTime(),
        config.http().maxQueryTime());
  }
}
