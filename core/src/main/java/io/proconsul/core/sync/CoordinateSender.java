package io.proconsul.core.sync;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends this agent's network coordinate to the servers now and then: the larger the cluster the
 * rarer, so that all agents together send at most 64 a second; nothing when it has not moved. Owned
 * by an agent, for as long as it runs. Any thread.
 */
public final class CoordinateSender {
  /** Consul's {@code sync_coordinate_rate_target} and {@code sync_coordinate_interval_min}. */
  static final double TARGET_PER_SECOND = 64;

  static final Duration MIN_INTERVAL = Duration.ofSeconds(15);

  /** What the sender needs of the agent; nothing here blocks. */
  public interface Port {
    /** Where this node stands in the LAN pool; empty while it has measured nothing. */
    Optional<Coordinate> own();

    /** How many nodes the LAN pool has. */
    int clusterSize();

    /** Hands it to the leader, who writes it with others. */
    void send(NodeCoordinate coordinate, Outcome<Boolean> outcome);
  }

  private final String node;
  private final Port port;
  private final Timer timer;
  private final RandomGenerator random;
  private @Nullable Coordinate sent;
  private boolean running;
  private Cancellation next = Cancellation.NONE;

  public CoordinateSender(String node, Port port, Timer timer, RandomGenerator random) {
    this.node = node;
    this.port = port;
    this.timer = timer;
    this.random = random;
  }

  public synchronized void start() {
    running = true;
    plan();
  }

  public synchronized void stop() {
    running = false;
    next.cancel();
  }

  /** Between sends, before the spread by which the agents keep out of step. */
  static Duration interval(int clusterSize) {
    Duration scaled = Duration.ofMillis((long) (1_000 * clusterSize / TARGET_PER_SECOND));
    return scaled.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : scaled;
  }

  private void plan() {
    long interval = interval(port.clusterSize()).toMillis();
    next.cancel();
    next = timer.after(Duration.ofMillis(interval + random.nextLong(interval)), this::tick);
  }

  private void tick() {
    Coordinate own;
    synchronized (this) {
      if (!running) {
        return;
      }
      plan();
      own = port.own().filter(Coordinate::valid).orElse(null);
      if (own == null || own.equals(sent)) {
        return;
      }
      sent = own;
    }
    port.send(new NodeCoordinate(node, "", own), new Outcome<>() {
      @Override
      public void done(Boolean result) {}

      @Override
      public void failed(ConsulException cause) {
        forget(own);
      }
    });
  }

  /** What did not arrive is sent again even if it is the same. */
  private synchronized void forget(Coordinate lost) {
    if (lost.equals(sent)) {
      sent = null;
    }
  }
}
