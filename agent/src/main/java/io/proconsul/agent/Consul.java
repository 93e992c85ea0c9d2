package io.proconsul.agent;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.dns.DnsServer;
import io.proconsul.agent.dns.DnsSetup;
import io.proconsul.agent.dns.RemoteLookup;
import io.proconsul.agent.http.HttpListener;
import io.proconsul.agent.http.HttpRouter;
import io.proconsul.agent.http.HttpServers;
import io.proconsul.agent.rpc.link.Budget;
import io.proconsul.agent.telemetry.RuntimeEndpoint;
import io.proconsul.agent.watch.OwnApi;
import io.proconsul.agent.watch.Watches;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Routes;
import io.proconsul.core.catalog.CatalogEndpoint;
import io.proconsul.core.catalog.VirtualIpEndpoint;
import io.proconsul.core.connect.CaEndpoint;
import io.proconsul.core.coordinate.CoordinateEndpoint;
import io.proconsul.core.dns.DnsResolver;
import io.proconsul.core.event.EventEndpoint;
import io.proconsul.core.event.EventWait;
import io.proconsul.core.event.UserEvents;
import io.proconsul.core.health.HealthEndpoint;
import io.proconsul.core.kv.KvEndpoint;
import io.proconsul.core.operator.AutopilotEndpoint;
import io.proconsul.core.operator.KeyringEndpoint;
import io.proconsul.core.operator.RaftEndpoint;
import io.proconsul.core.operator.UsageEndpoint;
import io.proconsul.core.preparedquery.PreparedQueryEndpoint;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Settings;
import io.proconsul.core.self.Identity;
import io.proconsul.core.self.MembershipEndpoint;
import io.proconsul.core.self.SelfEndpoint;
import io.proconsul.core.self.TokenEndpoint;
import io.proconsul.core.session.SessionEndpoint;
import io.proconsul.core.session.SessionRequests;
import io.proconsul.core.snapshot.SnapshotEndpoint;
import io.proconsul.core.status.StatusEndpoint;
import io.proconsul.core.sync.CoordinateSender;
import io.proconsul.core.txn.TxnEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent, running: {@code try (var consul = Consul.start(config)) { ... }}. Several may run in
 * one JVM; close leaves no thread and no open file behind. The constructor wires everything, in
 * reading order.
 */
public final class Consul implements AutoCloseable {
  private static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final int MAX_BODY = 64 << 20;
  private static final String HTTP_ADDR = "CONSUL_HTTP_ADDR";

  private final Parts parts;
  private final AgentConfig config;
  private final Routes routes = new Routes();
  private final HttpServers http;
  private final DnsServer dns;
  private final Reloading reloading;

  private Consul(AgentConfig config, Orders orders, Parts parts) throws IOException {
    this.config = config;
    this.parts = parts;
    SelfDescription self = new SelfDescription(config);
    Threads threads = threads();
    AgentEvents poolEvents = new AgentEvents();
    Side side = parts.add(
        config.role().server()
            ? ServerSide.start(config, threads, poolEvents, orders)
            : new ClientSide(config, threads, poolEvents, orders));
    Side.Offers offers = side.offers();
    LocalAgent local = parts.add(new LocalAgent(
        config,
        self.node(),
        new LocalAgent.World(side::catalog, offers.pools()::clusterSize, threads.timer())));
    UserEvents events = new UserEvents(config.identity().nodeName(), local::serviceTags);
    poolEvents.attach(events);
    reloading = new Reloading(config, orders, local);

    addRoutes(self.identity());
    addOwnRoutes(
        self.identity(),
        new AgentSelf(
            config,
            new AgentSelf.World(side, local::stats, reloading),
            orders::leave,
            threads.virtual()),
        new EventWait(events, threads.timer(), self.identity().pretty()));
    routes.add(local).add(new SnapshotEndpoint(offers.snapshots()));

    ActionRunner runner = new ActionRunner(
        offers.machine(),
        offers.ports(),
        threads.timer(),
        new SplittableRandom(),
        settings(config));
    HttpRouter router = new HttpRouter(routes, runner, config.http());
    http = parts.add(HttpServers.start(threads.loops(), config, router, bounds(config.limits())));
    dns = parts.add(DnsServer.start(
        DnsSetup.addresses(config),
        new DnsResolver(
            offers.machine()::tables,
            config.role().server(),
            new RemoteLookup(
                config.identity().datacenter(),
                offers.ports().remote(),
                () -> DnsSetup.settings(reloading.current())),
            config.identity().nodeName(),
            DnsSetup.settings(config)),
        DnsSetup.recursors(config),
        offers.ports().consensus(),
        InstantSource.system()));
    Watches watches = parts.add(new Watches(
        config.identity().nodeName(), new OwnApi(routes, runner), threads.timer(), environment()));
    reloading.attach(dns, watches, side.certificates()::prepare, http::prepare);
    side.begin(runner, local::leaderKnown);
    tellWhereItStands(offers, threads);
    start(watches);
    tellWhereItListens();
  }

  private Threads threads() {
    String node = config.identity().nodeName();
    AgentTimer timer = parts.add(new AgentTimer(node));
    ExecutorService virtual = Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual().name("agent-" + node + "-", 0).factory());
    parts.add(virtual::shutdownNow);
    return new Threads(timer, eventLoops(), virtual);
  }

  /** Programs that watches run find this agent, unless its own environment tells them which. */
  private Map<String, String> environment() {
    InetSocketAddress address = http.address();
    if (address == null || System.getenv(HTTP_ADDR) != null) {
      return Map.of();
    }
    InetAddress host = address.getAddress();
    String text = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    String shown = text.indexOf(':') < 0 ? text : "[" + text + "]";
    return Map.of(HTTP_ADDR, shown + ":" + address.getPort());
  }

  private void start(Watches watches) throws IOException {
    try {
      watches.replace(config.operation().watches());
    } catch (ConsulException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void tellWhereItStands(Side.Offers offers, Threads threads) {
    if (!config.cluster().coordinates()) {
      return;
    }
    CoordinateSender place = new CoordinateSender(
        config.identity().nodeName(),
        new OwnPlace(offers.pools(), offers.ports()),
        threads.timer(),
        new SplittableRandom());
    parts.add(place::stop);
    place.start();
  }

  private void tellWhereItListens() {
    if (http.address() != null) {
      LOG.info("Starting server: address={} network=tcp protocol=http", text(http.address()));
    }
    if (http.secureAddress() != null) {
      LOG.info(
          "Starting server: address={} network=tcp protocol=https", text(http.secureAddress()));
    }
    for (InetSocketAddress address : dns.addresses()) {
      LOG.info("Started DNS server: address={} network=udp", text(address));
      LOG.info("Started DNS server: address={} network=tcp", text(address));
    }
    LOG.info("Consul agent running!");
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** What is answered from the state that all servers share. */
  private void addRoutes(Identity identity) {
    SessionRequests sessions =
        new SessionRequests(identity.nodeName(), config.performance().sessionTtlMin());
    routes
        .add(new KvEndpoint(config.limits().kvMaxValueSize()))
        .add(new SessionEndpoint(sessions, () -> UUID.randomUUID().toString()))
        .add(new CatalogEndpoint(identity.datacenter()))
        .add(new VirtualIpEndpoint())
        .add(new TxnEndpoint(identity.datacenter(), identity.pretty(), txnLimits(config.limits())))
        .add(new HealthEndpoint())
        .add(new StatusEndpoint())
        .add(new CoordinateEndpoint(config.cluster().coordinates()))
        .add(new CaEndpoint())
        .add(new RaftEndpoint())
        .add(new AutopilotEndpoint())
        .add(new KeyringEndpoint())
        .add(new UsageEndpoint(identity.datacenter()))
        .add(new PreparedQueryEndpoint(
            identity.nodeName(), identity.datacenter(), () -> UUID.randomUUID().toString()));
  }

  /** What is answered from what this agent is and has heard. */
  private void addOwnRoutes(Identity identity, AgentSelf self, EventWait events) {
    Path disk = config.role().dataDir().orElse(Path.of("/"));
    routes
        .add(new SelfEndpoint(identity, self))
        .add(new MembershipEndpoint(self, identity.pretty()))
        .add(new EventEndpoint(events, () -> UUID.randomUUID().toString()))
        .add(new TokenEndpoint())
        .add(new RuntimeEndpoint(InstantSource.system(), disk, identity.pretty()));
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
    Parts parts = new Parts();
    try {
      return new Consul(config, orders, parts);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
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
    parts.close();
  }

  private EventLoopGroup eventLoops() {
    String node = config.identity().nodeName();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
        EVENT_LOOPS, new DefaultThreadFactory("http-" + node, true), NioIoHandler.newFactory());
    parts.add(() -> loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(10_000));
    return loops;
  }

  private static Settings settings(AgentConfig config) {
    return new Settings(
        config.identity().nodeName(),
        config.identity().datacenter(),
        config.role().devMode(),
        config.http().defaultQueryTime(),
        config.http().maxQueryTime(),
        config.cluster().discoveryMaxStale(),
        new Settings.Mesh(config.connect().enabled(), config.performance().rpcHoldTimeout()));
  }

  private static HttpListener.Bounds bounds(Limits limits) {
    return new HttpListener.Bounds(
        MAX_BODY,
        new Budget(Math.max(2L * MAX_BODY, Runtime.getRuntime().maxMemory() / 8)),
        limits.httpMaxConnsPerClient(),
        limits.httpsHandshakeTimeout());
  }

  private static TxnEndpoint.Limits txnLimits(Limits limits) {
    return new TxnEndpoint.Limits(limits.kvMaxValueSize(), limits.txnMaxReqLen());
  }
}
