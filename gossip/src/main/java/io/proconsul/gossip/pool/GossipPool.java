package io.proconsul.gossip.pool;

import io.proconsul.gossip.net.GossipDriver;
import io.proconsul.gossip.serf.KeyResponse;
import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberStatus;
import io.proconsul.gossip.serf.QueryParams;
import io.proconsul.gossip.serf.Serf;
import io.proconsul.gossip.serf.SerfEvent;
import io.proconsul.gossip.serf.SerfMachine;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.swim.Swim;
import io.proconsul.gossip.vivaldi.Coordinate;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * This node in a gossip pool: the LAN pool of its datacenter or the WAN pool of servers. Methods
 * may be called from any thread but the one that asks {@link PoolListener#refuse}, where only
 * {@link #members} is; those that say that they wait want a virtual one. {@link #close} stops
 * without leaving: the others will see a failure.
 */
public final class GossipPool implements AutoCloseable {
  private final PoolSettings settings;
  private final PoolListener listener;
  private final Logger log;
  private final Swim membership;
  private final MachineThread thread;
  private final Deliveries deliveries;
  private final Asks asks = new Asks();
  private final @Nullable SnapshotFile snapshot;
  private final Joins joins;
  private final Keys keys;
  private final AtomicBoolean left = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private GossipPool(
      PoolSettings settings,
      PoolListener listener,
      PoolParts parts,
      GossipDriver driver,
      @Nullable SnapshotFile snapshot) {
    this.settings = settings;
    this.listener = listener;
    this.snapshot = snapshot;
    log = parts.log();
    deliveries = new Deliveries(log);
    SecureRandom random = new SecureRandom();
    SerfMessage.Clocks clocks =
        snapshot == null ? new SerfMessage.Clocks(0, 0, 0) : snapshot.snapshot().clocks();
    Serf serf = new Serf(
        parts.localNode(driver.advertised()),
        settings.serf(),
        parts.tuning().spreading(),
        new Serf.Parts(clocks, random, this::refusal));
    membership = new Swim(parts.swim(driver.advertised()), serf, random);
    Effects effects =
        new Effects(new Effects.Sinks(listener, deliveries, asks, snapshot), new Actions(), log);
    LongConsumer clock = snapshot == null ? _ -> {} : snapshot::clock;
    thread = new MachineThread(
        driver,
        new PoolMachine(new SerfMachine(membership, serf, effects), serf, clock, effects::tell));
    int bindPort = settings.addresses().bindPort();
    int defaultPort = bindPort == 0 ? driver.advertised().port() : bindPort;
    joins = new Joins(thread, settings.nodeName(), defaultPort, log);
    keys = new Keys(thread, asks, settings.encryption().file());
  }

  /** A mistake of the user's must not let strangers in, nor keep the machine from its work. */
  private Optional<String> refusal(List<Member> members) {
    try {
      return listener.refuse(members);
    } catch (RuntimeException e) {
      log.error("serf: members could not be checked", e);
      return Optional.of("members could not be checked");
    }
  }

  /**
   * Binds and starts; members of the snapshot are joined in the background.
   *
   * @throws IOException when it cannot bind or the snapshot cannot be opened
   * @throws GossipException when settings are wrong
   */
  public static GossipPool start(PoolSettings settings, PoolListener listener) throws IOException {
    PoolParts parts = new PoolParts(settings);
    Path path = settings.rejoin().snapshot();
    SnapshotFile snapshot =
        path == null ? null : SnapshotFile.open(path, settings.rejoin().afterLeave(), parts.log());
    try {
      GossipDriver driver = GossipDriver.bind(parts.net());
      GossipPool pool = new GossipPool(settings, listener, parts, driver, snapshot);
      pool.begin();
      return pool;
    } catch (IOException | RuntimeException e) {
      if (snapshot != null) {
        snapshot.close();
      }
      throw e;
    }
  }

  private void begin() {
    SnapshotFile file = snapshot;
    Map<String, String> before = Map.of();
    if (file != null) {
      before = new LinkedHashMap<>(file.snapshot().alive());
      file.start();
    }
    thread.driver().start(thread.machine());
    // From its first event on this node is a member; nobody is to see the pool without it.
    thread.call(Serf::present);
    Map<String, String> known = before;
    Thread.ofVirtual().name("gossip-rejoin").start(() -> joins.rejoin(known));
  }

  /** What Serf has the pool do. */
  private final class Actions implements Effects.Actions {
    @Override
    public void reconnect(NodeAddress address) {
      // What comes of it, the membership tells.
      var _ = joins.contact(address);
    }

    @Override
    public void keysChanged(Keyring keyring, SerfEvent.QueryReceived query) {
      keys.changed(keyring, query);
    }

    @Override
    public void conflictLost() {
      Thread.ofVirtual().name("gossip-conflict").start(() -> {
        close();
        listener.conflictLost();
      });
    }

    @Override
    public Optional<String> respond(SerfEvent.QueryReceived query, byte[] answer) {
      return thread.call(serf -> serf.respond(query, answer));
    }
  }

  /** Sorted by name; those that left or failed too, until they are reaped. */
  public List<Member> members() {
    return thread.machine().members();
  }

  public Member localMember() {
    return members().stream()
        .filter(member -> member.name().equals(settings.nodeName()))
        .findFirst()
        .orElseGet(() -> thread.call(Serf::localMember));
  }

  /** What the others are told, with the port that was bound. */
  public NodeAddress localAddress() {
    return thread.driver().advertised();
  }

  /**
   * Exchanges members with each host; waits.
   *
   * @param hosts such as {@code 10.0.0.1}, {@code a.example:8301}, {@code [::1]:8301} or
   *     {@code node/10.0.0.1:8301}; a name counts with each of its addresses
   * @param ignoreOldEvents whether user events from before the join are not told
   * @throws GossipException after leaving or closing
   */
  public JoinResult join(List<String> hosts, boolean ignoreOldEvents) {
    if (left.get() || closing.get()) {
      throw new GossipException("Serf can't Join after Leave or Shutdown");
    }
    return joins.join(hosts, ignoreOldEvents);
  }

  /** Says that this node leaves, and waits, for a bounded time, until the others know. */
  public void leave() {
    if (closing.get() || left.getAndSet(true)) {
      return;
    }
    try {
      if (snapshot != null) {
        snapshot.leave();
      }
      Duration most = settings.serf().leaving().broadcast();
      long token = asks.token();
      var sent = asks.broadcast(token);
      if (!thread.run(serf -> serf.leave(token)) || !MachineThread.within(most, sent, false)) {
        log.warn("serf: timeout while waiting for graceful leave");
      }
      asks.forgetBroadcast(token);
      MachineThread.within(
              most, thread.driver().leave(), Optional.of("timeout waiting for leave broadcast"))
          .ifPresent(error -> log.warn("serf: {}", error));
      if (othersAlive()) {
        // Until the news is everywhere, probes of this node must not fail.
        closed.await(settings.serf().leaving().propagate().toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean othersAlive() {
    return members().stream()
        .anyMatch(member ->
            member.status() == MemberStatus.ALIVE && !member.name().equals(settings.nodeName()));
  }

  /** Whether {@link #leave} was called. */
  public boolean left() {
    return left.get();
  }

  /**
   * Makes a failed member one that left; waits until that was sent.
   *
   * @param prune whether it is also forgotten at once
   * @throws GossipException when it could not be sent in time
   */
  public void forceLeave(String name, boolean prune) {
    long token = asks.token();
    var sent = asks.broadcast(token);
    boolean taken = thread.run(serf -> serf.forceLeave(name, prune, token));
    boolean done =
        taken && MachineThread.within(settings.serf().leaving().broadcast(), sent, false);
    asks.forgetBroadcast(token);
    if (!done) {
      throw new GossipException("timed out broadcasting node removal");
    }
  }

  /**
   * Tells an event to every member, this one included.
   *
   * @param coalesce whether of several of that name the newest may do
   * @throws GossipException when it is too large
   */
  public void userEvent(String name, byte[] payload, boolean coalesce) {
    thread.call(serf -> {
      serf.userEvent(name, payload, coalesce);
      return true;
    });
  }

  /**
   * Asks the members.
   *
   * @return how long answers are taken
   * @throws GossipException when it is too large
   */
  public Duration query(String name, byte[] payload, QueryParams params, QueryListener answers) {
    long token = asks.query(new Delivered(answers));
    try {
      return thread.call(
          serf -> serf.ask(token, new SerfMessage.NamedPayload(name, payload), params));
    } catch (GossipException e) {
      asks.forget(token);
      throw e;
    }
  }

  /** Hands the answers on to the thread that calls users. */
  private final class Delivered implements QueryListener {
    private final QueryListener user;

    Delivered(QueryListener user) {
      this.user = user;
    }

    @Override
    public void acknowledged(String node) {
      deliveries.offer(() -> user.acknowledged(node));
    }

    @Override
    public void response(String node, byte[] payload) {
      deliveries.offer(() -> user.response(node, payload));
    }

    @Override
    public void finished() {
      if (!deliveries.offer(user::finished)) {
        // Somebody may wait for the end, which must not get lost.
        Thread.ofVirtual().name("gossip-finished").start(user::finished);
      }
    }
  }

  /**
   * Adds a key everywhere; waits for all members or the query's time. {@link KeyResponse#failure}
   * tells whether all succeeded; the same holds for the next three.
   *
   * @param key base64
   * @param relayFactor through how many members each answer also comes
   * @throws GossipException when the key is no base64
   */
  public KeyResponse installKey(String key, int relayFactor) {
    return keys.request("_serf_install-key", key, relayFactor);
  }

  /** Encrypts with that installed key everywhere. */
  public KeyResponse useKey(String key, int relayFactor) {
    return keys.request("_serf_use-key", key, relayFactor);
  }

  /** Removes a key everywhere; the primary one cannot be removed. */
  public KeyResponse removeKey(String key, int relayFactor) {
    return keys.request("_serf_remove-key", key, relayFactor);
  }

  public KeyResponse listKeys(int relayFactor) {
    return keys.request("_serf_list-keys", "", relayFactor);
  }

  /**
   * Replaces this node's tags; waits until that was sent.
   *
   * @throws GossipException when they are longer than 512 bytes encoded, or could not be sent
   */
  public void setTags(Map<String, String> tags) {
    thread.call(serf -> {
      serf.tags(tags);
      return true;
    });
    MachineThread.within(
            settings.serf().leaving().broadcast(),
            thread.driver().refresh(),
            Optional.of("timeout waiting for update broadcast"))
        .ifPresent(error -> {
          throw new GossipException(error);
        });
  }

  /** This node's. */
  public Coordinate coordinate() {
    return thread.call(Serf::coordinate);
  }

  /** As last heard from that node; empty before its first answer to a probe. */
  public Optional<Coordinate> coordinate(String node) {
    return thread.call(serf -> serf.coordinate(node));
  }

  /** The round trip to a node, estimated from the coordinates. */
  public Optional<Duration> rtt(String node) {
    return thread.call(serf -> serf.coordinate(node)
        .map(other -> Duration.ofNanos((long) (serf.coordinate().distanceTo(other) * 1e9))));
  }

  /**
   * As Serf's: {@code members}, {@code failed}, {@code left}, {@code health_score},
   * {@code member_time}, {@code event_time}, {@code query_time}, {@code intent_queue},
   * {@code event_queue}, {@code query_queue}, {@code encrypted}, {@code coordinate_resets}.
   */
  public Map<String, String> stats() {
    return thread.call(serf -> {
      Map<String, String> stats = new LinkedHashMap<>(serf.stats());
      stats.put("health_score", Integer.toString(membership.healthScore()));
      return stats;
    });
  }

  /** Stops without leaving; what was taken in is told before it returns. Idempotent. */
  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      return;
    }
    if (!left.get()) {
      log.warn("serf: Shutdown without a Leave");
    }
    thread.run(Serf::stop);
    thread.closing();
    thread.driver().close();
    asks.close();
    deliveries.close();
    if (snapshot != null) {
      snapshot.close();
    }
    closed.countDown();
  }
}
