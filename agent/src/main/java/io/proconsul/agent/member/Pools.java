package io.proconsul.agent.member;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.GossipEncryption;
import io.proconsul.agent.config.PoolConfig;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.pool.GossipPool;
import io.proconsul.gossip.pool.KeyringFile;
import io.proconsul.gossip.pool.PoolListener;
import io.proconsul.gossip.pool.PoolQuery;
import io.proconsul.gossip.pool.PoolSettings;
import io.proconsul.gossip.pool.Tuning;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.gossip.serf.MemberStatus;
import io.proconsul.gossip.serf.SerfSettings;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This agent's gossip pools: the LAN pool of its datacenter, and on servers the WAN pool of all
 * datacenters. Keeps the roster up to date. Owned by the agent; any thread.
 */
public final class Pools implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final AgentConfig config;
  private final Roster roster;
  private final PoolEvents events;
  private final @Nullable GossipPool wan;
  private final GossipPool lan;
  private final RetryJoin lanJoin;
  private final @Nullable RetryJoin wanJoin;
  private final @Nullable WanFlood flood;

  /** Events that come before the pools are known here are seen in {@link #members} in the end. */
  private volatile boolean started;

  /**
   * Binds and starts both pools; nothing is joined yet.
   *
   * @param serverPort where this server's RPC was bound; of no meaning to clients
   * @param gaveUp called when joining has failed for the last time
   * @throws IOException when a port cannot be had or a file is wrong
   */
  public Pools(
      AgentConfig config, int serverPort, Roster roster, PoolEvents events, Runnable gaveUp)
      throws IOException {
    this.config = config;
    this.roster = roster;
    this.events = events;
    boolean hasWan = config.role().server() && config.ports().serfWan() >= 0;
    wan = hasWan ? startWan(serverPort) : null;
    try {
      lan = startLan(serverPort);
    } catch (IOException | RuntimeException e) {
      if (wan != null) {
        wan.close();
      }
      throw e;
    }
    flood = wan == null ? null : new WanFlood(lan, wan, config.identity().datacenter());
    lanJoin = new RetryJoin("LAN", config.cluster().lan(), hosts -> lan.join(hosts, false), gaveUp);
    wanJoin = wan == null
        ? null
        : new RetryJoin("WAN", config.cluster().wan(), hosts -> wan.join(hosts, true), gaveUp);
    started = true;
    roster.lan(members(false));
    roster.wan(members(true));
  }

  /** Begins to join those that the configuration names. */
  public void join() {
    lanJoin.start();
    if (wanJoin != null) {
      wanJoin.start();
    }
    if (flood != null) {
      flood.look();
    }
  }

  public GossipPool lan() {
    return lan;
  }

  /** Empty on clients, and where the WAN port is switched off. */
  public Optional<GossipPool> wan() {
    return Optional.ofNullable(wan);
  }

  /** Members of a pool by name; none where there is no such pool. */
  public List<Member> members(boolean ofWan) {
    if (ofWan) {
      return wan == null ? List.of() : MemberText.of(wan.members());
    }
    return MemberText.of(lan.members());
  }

  /** How many agents of the datacenter run, this one among them. */
  public int clusterSize() {
    long alive = lan.members().stream()
        .filter(member -> member.status() == MemberStatus.ALIVE)
        .count();
    return Math.toIntExact(Math.max(1, alive));
  }

  private GossipPool startWan(int serverPort) throws IOException {
    PoolSettings settings = settings(
            config.identity().nodeName() + "." + config.identity().datacenter(),
            config.cluster().wan(),
            true)
        .withTags(Tags.wan(config, serverPort));
    return start("WAN", settings, new WanListener());
  }

  private GossipPool startLan(int serverPort) throws IOException {
    int wanPort = wan == null ? -1 : wan.localAddress().port();
    PoolSettings settings = settings(
            config.identity().nodeName(), config.cluster().lan(), false)
        .withTags(Tags.lan(config, serverPort, wanPort));
    return start("LAN", settings, new LanListener());
  }

  private static GossipPool start(String name, PoolSettings settings, PoolListener listener)
      throws IOException {
    try {
      return GossipPool.start(settings, listener);
    } catch (IOException e) {
      throw new IOException("Failed to start " + name + " Serf: " + e.getMessage(), e);
    } catch (GossipException e) {
      throw new IOException("Failed to start " + name + " Serf: " + e.getMessage(), e);
    }
  }

  private PoolSettings settings(String name, PoolConfig pool, boolean ofWan) throws IOException {
    String bind = pool.bind().isEmpty() ? config.addresses().bind() : pool.bind();
    String advertise =
        ofWan ? config.addresses().advertiseWan() : config.addresses().advertise();
    int port = ofWan ? config.ports().serfWan() : config.ports().serfLan();
    PoolConfig.Timing timing = config.role().devMode() ? patient(pool.timing()) : pool.timing();
    Tuning tuning = (ofWan ? Tuning.WAN : Tuning.LAN)
        .withGossip(timing.nodes(), timing.interval())
        .withProbe(timing.probeInterval(), timing.probeTimeout())
        .withMultipliers(timing.retransmitMult(), timing.suspicionMult());
    SerfSettings serf = SerfSettings.CONSUL.withCoordinates(config.cluster().coordinates());
    if (pool.reconnectTimeout().isPositive()) {
      serf = serf.withTiming(serf.timing()
          .withReconnectTimeout(pool.reconnectTimeout())
          .withTombstone(pool.reconnectTimeout()));
    }
    String file = ofWan ? "remote" : "local";
    return PoolSettings.of(
            name, new PoolSettings.Addresses(bind, port, advertise, 0, pool.allowedCidrs()))
        .withTuning(tuning)
        .withSerf(serf)
        .withEncryption(encryption(file + ".keyring"))
        .withRejoin(new PoolSettings.Rejoin(
            inData(file + ".snapshot"), config.cluster().rejoinAfterLeave()));
  }

  /** What {@code -dev} asks for is less than a JVM needs to answer that starts beside others. */
  private static PoolConfig.Timing patient(PoolConfig.Timing quick) {
    PoolConfig.Timing lan = PoolConfig.Timing.LAN;
    return new PoolConfig.Timing(
        quick.nodes(),
        quick.interval(),
        lan.probeInterval(),
        lan.probeTimeout(),
        quick.retransmitMult(),
        lan.suspicionMult());
  }

  /** The keyring on disk counts: it may have been changed since the configuration was written. */
  private PoolSettings.Encryption encryption(String fileName) throws IOException {
    GossipEncryption wanted = config.cluster().encryption();
    Path file = wanted.keepKeys() ? inData(fileName) : null;
    List<String> keys = wanted.key().isEmpty() ? List.of() : List.of(wanted.key());
    if (file != null && Files.exists(file)) {
      keys = KeyringFile.read(file);
      if (!wanted.key().isEmpty() && !keys.contains(wanted.key())) {
        LOG.warn("Keyring exists but -encrypt given, using keyring: keyring={}", fileName);
      }
    } else if (file != null && !keys.isEmpty()) {
      KeyringFile.write(file, keys);
    }
    return new PoolSettings.Encryption(
        keys, wanted.verifyIncoming(), wanted.verifyOutgoing(), keys.isEmpty() ? null : file);
  }

  private @Nullable Path inData(String name) throws IOException {
    if (config.role().devMode() || config.role().dataDir().isEmpty()) {
      return null;
    }
    Path folder = config.role().dataDir().get().resolve("serf");
    Files.createDirectories(folder);
    return folder.resolve(name);
  }

  private final class LanListener implements PoolListener {
    @Override
    public void membersChanged(MemberChange change, List<io.proconsul.gossip.serf.Member> changed) {
      if (!started) {
        return;
      }
      roster.lan(members(false));
      events.membersChanged(change, MemberText.of(changed));
      if (flood != null) {
        flood.look();
      }
    }

    @Override
    public void userEvent(long ltime, String name, byte[] payload, boolean coalesce) {
      events.userEvent(ltime, name, payload);
    }

    @Override
    public void query(PoolQuery query) {
      LOG.debug("a query that nobody answers: name={} from={}", query.name(), query.sourceNode());
    }

    @Override
    public Optional<String> refuse(List<io.proconsul.gossip.serf.Member> members) {
      return Veto.lan(
          members,
          config.identity().nodeName(),
          config.identity().nodeId(),
          config.identity().datacenter());
    }
  }

  private final class WanListener implements PoolListener {
    @Override
    public void membersChanged(MemberChange change, List<io.proconsul.gossip.serf.Member> changed) {
      if (started) {
        roster.wan(members(true));
      }
    }

    @Override
    public void userEvent(long ltime, String name, byte[] payload, boolean coalesce) {}

    @Override
    public void query(PoolQuery query) {}

    @Override
    public Optional<String> refuse(List<io.proconsul.gossip.serf.Member> members) {
      return Veto.wan(members);
    }
  }

  /** A coordinate in the API's form. */
  public static Coordinate of(io.proconsul.gossip.vivaldi.Coordinate at) {
    return new Coordinate(at.vec(), at.error(), at.adjustment(), at.height());
  }

  /** Figures of both pools, as {@code consul info} shows them. */
  public Map<String, Map<String, String>> stats() {
    return wan == null
        ? Map.of("serf_lan", lan.stats())
        : Map.of("serf_lan", lan.stats(), "serf_wan", wan.stats());
  }

  /** Says good-bye in both pools; waits, for a bounded time, until the others know. */
  public void leave() {
    if (wan != null) {
      wan.leave();
    }
    lan.leave();
  }

  @Override
  public void close() {
    lanJoin.close();
    if (wanJoin != null) {
      wanJoin.close();
    }
    if (flood != null) {
      flood.close();
    }
    lan.close();
    if (wan != null) {
      wan.close();
    }
  }
}
