package io.proconsul.core.leader;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.Timer;
import io.proconsul.core.state.Mark;
import io.proconsul.model.NodeCoordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what nodes measure in few commands: the newest of each node and segment, every five
 * seconds, as Consul does. Bounded by what one flush writes; what is more is dropped and counted,
 * since every node soon measures again. Any thread.
 */
public final class CoordinateBatches {
  /** {@code coordinate_update_period}, {@code ..._batch_size} and {@code ..._max_batches}. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  static final int BATCH_SIZE = 128;
  static final int MAX_BATCHES = 5;

  private record NodeAndSegment(String node, String segment) {}

  private final Consensus consensus;
  private final Timer timer;
  private final Map<NodeAndSegment, NodeCoordinate> waiting = new LinkedHashMap<>();
  private boolean leading;
  private long dropped;
  private Cancellation next = Cancellation.NONE;

  public CoordinateBatches(Consensus consensus, Timer timer) {
    this.consensus = consensus;
    this.timer = timer;
  }

  /** Called when this server begins to lead. */
  public synchronized void start() {
    leading = true;
  }

  /** Called when this server no longer leads; what waits is gone. */
  public synchronized void stop() {
    leading = false;
    next.cancel();
    dropped += waiting.size();
    waiting.clear();
  }

  /** Takes what a node measured. False when this server does not lead: the leader is to have it. */
  public synchronized boolean add(NodeCoordinate coordinate) {
    if (!leading) {
      return false;
    }
    NodeAndSegment key = new NodeAndSegment(Mark.lower(coordinate.node()), coordinate.segment());
    if (!waiting.containsKey(key) && waiting.size() >= BATCH_SIZE * MAX_BATCHES) {
      dropped++;
      return true;
    }
    if (waiting.isEmpty()) {
      next = timer.after(PERIOD, this::flush);
    }
    waiting.put(key, coordinate);
    return true;
  }

  /** How many were not written since this agent started. */
  public synchronized long dropped() {
    return dropped;
  }

  private void flush() {
    List<NodeCoordinate> all;
    synchronized (this) {
      all = new ArrayList<>(waiting.values());
      waiting.clear();
    }
    for (int from = 0; from < all.size(); from += BATCH_SIZE) {
      write(all.subList(from, Math.min(all.size(), from + BATCH_SIZE)));
    }
  }

  private void write(List<NodeCoordinate> batch) {
    consensus.submit(new CoordinateCommand.Update(batch), new Outcome<>() {
      @Override
      public void done(Boolean result) {}

      @Override
      public void failed(ConsulException cause) {
        count(batch.size());
      }
    });
  }

  private synchronized void count(int lost) {
    dropped += lost;
  }
}
