package io.proconsul.raftlog.peer;

import io.proconsul.raftlog.Dialer;
import io.proconsul.raftlog.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All connections of one log: to peers by node id, and from them. Owned by the log. Uses virtual
 * threads, and one thread that ends what takes too long, from the first connection on.
 */
public final class Peers implements AutoCloseable {
  /** Three from each peer, and some that did not say yet who they are. */
  private static final int MAX_INCOMING = 192;

  /** Far more than there are servers; strangers may say any name. */
  private static final int MAX_KNOWN = 1024;

  private static final long MIN_SWEEP_MILLIS = 10;
  private static final long MAX_SWEEP_MILLIS = 100;
  private static final long GRACE_MILLIS = 200;

  private final Identity self;
  private final Dialer dialer;
  private final Requests requests;
  private final Limits limits;
  private final long sweepMillis;
  private final Notices notices = new Notices();

  /** Bounded by the members there ever were. */
  private final ConcurrentHashMap<Way, Link> links = new ConcurrentHashMap<>();

  private final FrameRoom room = FrameRoom.ofHeap(Runtime.getRuntime().maxMemory());

  /** Forgotten when there are more than {@link #MAX_KNOWN}. */
  private final ConcurrentHashMap<String, Long> incarnations = new ConcurrentHashMap<>();

  private final Set<Incoming> incoming = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledThreadPoolExecutor sweeper;
  private volatile boolean open = true;
  private volatile LongConsumer alsoSwept = _ -> {};

  private record Way(String nodeId, Channel channel) {}

  public Peers(Identity self, Dialer dialer, Requests requests, Duration electionTimeout) {
    this.self = self;
    this.dialer = dialer;
    this.requests = requests;
    this.limits = Limits.of(electionTimeout);
    this.sweepMillis =
        Math.clamp(electionTimeout.toMillis() / 20, MIN_SWEEP_MILLIS, MAX_SWEEP_MILLIS);
  }

  /**
   * Asks a peer; never blocks. Requests of one channel arrive in the order in which they were
   * given.
   *
   * @throws IOException when it was not sent, and the answer hears nothing
   */
  public void call(String nodeId, Channel channel, Call call, Answer answer) throws IOException {
    link(nodeId, channel).call(call.kind(), call.payload(), call.timeoutNanos(), answer);
  }

  /** What to ask; the kind is between those who ask and those who serve. */
  public record Call(byte kind, byte[] payload, long timeoutNanos) {}

  private Link link(String nodeId, Channel channel) throws IOException {
    var way = new Way(nodeId, channel);
    var link = links.get(way);
    if (link != null) {
      return link;
    }
    synchronized (this) {
      if (!open) {
        throw new IOException("the log is closed");
      }
      startSweeper();
      return links.computeIfAbsent(way, _ -> {
        var greeting = new Greeting(self, nodeId, channel);
        return new Link(greeting, dialer, notices, limits, room).start();
      });
    }
  }

  /** What else is to be ended in time, given {@code System.nanoTime()}; must not block. */
  public void sweepAlso(LongConsumer sweep) {
    alsoSwept = sweep;
  }

  /** Takes over a connection that a peer made; never blocks. */
  public void accept(Wire wire) {
    synchronized (this) {
      if (open && incoming.size() < MAX_INCOMING) {
        startSweeper();
        var connection = new Incoming(wire, this);
        incoming.add(connection);
        connection.start();
        return;
      }
    }
    Link.close(wire);
  }

  /** Empty if the peer is welcome, which ends its earlier connection; else why not. */
  String welcome(Incoming connection, Greeting greeting) {
    var from = greeting.from();
    var refusal = refusal(greeting);
    if (!refusal.isEmpty()) {
      notices.warn(from.nodeId(), "Refused the log of " + from.nodeId() + ": " + refusal);
      return refusal;
    }
    for (var other : incoming) {
      var earlier = other.greeting();
      if (other == connection || earlier == null || other.ended()) {
        continue;
      }
      if (earlier.from().nodeId().equals(from.nodeId())) {
        if (earlier.from().incarnation() != from.incarnation()) {
          notices.warn(
              "twice " + from.nodeId(),
              "The server " + from.nodeId() + " connected anew while it was connected: it started"
                  + " again after a crash, or two servers have this node id, which must not be");
          other.close();
        } else if (earlier.channel() == greeting.channel()) {
          other.close();
        }
      }
    }
    if (incarnations.size() >= MAX_KNOWN) {
      // A peer that started again is then noticed by its silence.
      incarnations.clear();
    }
    var before = incarnations.put(from.nodeId(), from.incarnation());
    var startedAgain = before != null && before != from.incarnation();
    for (var channel : Channel.values()) {
      var link = links.get(new Way(from.nodeId(), channel));
      if (link != null && startedAgain) {
        link.reset();
      }
      if (link != null) {
        link.hurry();
      }
    }
    return "";
  }

  private String refusal(Greeting greeting) {
    var from = greeting.from();
    if (!from.cluster().equals(self.cluster())) {
      return "it is of the cluster " + from.cluster() + ", this server of " + self.cluster();
    }
    if (!greeting.to().equals(self.nodeId())) {
      return "it looks for the server " + greeting.to() + ", this one is " + self.nodeId();
    }
    if (from.nodeId().equals(self.nodeId())) {
      return "it has the same node id as this server: " + self.nodeId();
    }
    return "";
  }

  void gone(Incoming connection) {
    incoming.remove(connection);
  }

  FrameRoom room() {
    return room;
  }

  Requests requests() {
    return requests;
  }

  Notices notices() {
    return notices;
  }

  /** Under this object's lock. */
  private void startSweeper() {
    if (sweeper == null) {
      sweeper = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "log-connections-" + self.nodeId());
        thread.setDaemon(true);
        return thread;
      });
      var _ =
          sweeper.scheduleAtFixedRate(this::sweep, sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void sweep() {
    var now = System.nanoTime();
    links.values().forEach(link -> link.sweep(now));
    incoming.forEach(connection -> connection.sweep(now, limits));
    alsoSwept.accept(now);
  }

  /** Lets go out what was asked until now, for a moment; all connections and threads are gone. */
  @Override
  public void close() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    links.values().forEach(link -> link.close(GRACE_MILLIS));
    incoming.forEach(Incoming::close);
    links.values().forEach(Link::join);
    incoming.forEach(Incoming::join);
    synchronized (this) {
      if (sweeper != null) {
        Objects.requireNonNull(sweeper).shutdownNow();
      }
    }
  }
}
