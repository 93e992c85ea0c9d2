package io.proconsul.raftlog;

import io.proconsul.raftlog.LogException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of {@code -dev}: numbers and applies on one thread of its own, in memory, alone, leader
 * from the start. It keeps no command after it was applied, so it has nothing to snapshot. Owned by
 * the agent.
 */
public final class LocalLog implements ReplicatedLog {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLog.class);
  private static final int MAX_IN_FLIGHT = 8_192;
  private static final long MAX_IN_FLIGHT_BYTES = 64L << 20;
  /** As of the first leader of a durable log: its servers were written in term 1. */
  private static final long TERM = 2;

  /** The entry with which a leader begins; commands come behind it. */
  private static final long FIRST = 1;

  private final String nodeId;
  private final LogMachine machine;
  private final InFlight inFlight;

  /** Bounded by inFlight, with one place more for the wake-up call of close. */
  private final ArrayBlockingQueue<Entry> queue;

  private final Thread thread;
  private final Object gate = new Object();
  private volatile boolean open = true;
  private volatile long appliedIndex = FIRST;

  private sealed interface Entry {}

  private record Pending(byte[] command, Completion completion) implements Entry {}

  private record Close() implements Entry {}

  /** Starts at once; the machine hears {@code leaderStarted} first, on the log's thread. */
  public static LocalLog start(String nodeId, LogMachine machine) {
    return start(nodeId, machine, MAX_IN_FLIGHT);
  }

  static LocalLog start(String nodeId, LogMachine machine, int maxInFlight) {
    var log = new LocalLog(nodeId, machine, maxInFlight);
    log.thread.start();
    return log;
  }

  private LocalLog(String nodeId, LogMachine machine, int maxInFlight) {
    this.nodeId = nodeId;
    this.machine = machine;
    this.inFlight = new InFlight(maxInFlight, MAX_IN_FLIGHT_BYTES);
    this.queue = new ArrayBlockingQueue<>(maxInFlight + 1);
    this.thread = new Thread(this::run, "log-" + nodeId);
    this.thread.setDaemon(true);
  }

  @Override
  public void submit(byte[] command, Completion completion) {
    LogException refusal;
    // The gate keeps every accepted command ahead of the CLOSE mark, so that none is forgotten.
    synchronized (gate) {
      if (!open) {
        refusal = closed();
      } else if (!inFlight.enter(command.length)) {
        refusal = inFlight.busy();
      } else {
        queue.add(new Pending(command, completion));
        return;
      }
    }
    completion.failed(refusal);
  }

  /** One server whose machine publishes before it acknowledges: what was acknowledged shows. */
  @Override
  public void readBarrier(ReadMode mode, Barrier barrier) {
    if (open) {
      barrier.reached(appliedIndex);
    } else {
      barrier.failed(closed());
    }
  }

  /** Nothing is kept that a snapshot could drop, and there is no disk to save to. */
  @Override
  public void snapshot(Barrier barrier) {
    readBarrier(ReadMode.LEASE, barrier);
  }

  @Override
  public LogStats stats() {
    var index = appliedIndex;
    var state = open ? "Leader" : "Shutdown";
    var pending = inFlight.count();
    var membership = configuration();
    return new LogStats(state, TERM, index, TERM, index, index, pending, 0, 0, membership, 0);
  }

  @Override
  public Optional<String> leader() {
    return open ? Optional.of(nodeId) : Optional.empty();
  }

  @Override
  public Membership configuration() {
    return Membership.ofVoters(List.of(nodeId)).ledBy(leader());
  }

  @Override
  public List<PeerProgress> progress() {
    return List.of();
  }

  @Override
  public void addVoter(String peer, Barrier done) {
    add(peer, done);
  }

  @Override
  public void addNonVoter(String peer, Barrier done) {
    if (peer.equals(nodeId)) {
      demote(peer, done);
    } else {
      add(peer, done);
    }
  }

  private void add(String peer, Barrier done) {
    if (peer.equals(nodeId)) {
      readBarrier(ReadMode.LEASE, done);
    } else {
      done.failed(refused("the server " + peer + " cannot be added"));
    }
  }

  @Override
  public void promote(String peer, Barrier done) {
    if (peer.equals(nodeId)) {
      readBarrier(ReadMode.LEASE, done);
    } else {
      done.failed(refused(peer + " is no member"));
    }
  }

  @Override
  public void demote(String peer, Barrier done) {
    done.failed(
        refused(peer.equals(nodeId) ? "its only server keeps its vote" : peer + " is no member"));
  }

  /** Who is not there is removed already. */
  @Override
  public void remove(String peer, Barrier done) {
    if (peer.equals(nodeId)) {
      done.failed(refused("its only server cannot be removed"));
    } else {
      readBarrier(ReadMode.LEASE, done);
    }
  }

  @Override
  public void transfer(Optional<String> peer, Barrier done) {
    done.failed(refused("there is no other server to lead"));
  }

  @Override
  public void accept(Wire wire) {
    LOG.warn("{} asks for a log that is kept in memory and has one server", wire.description());
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("closing a refused connection failed", e);
    }
  }

  private static LogException refused(String why) {
    return new LogException(
        Reason.REFUSED, "this log is kept in memory and has one server: " + why);
  }

  @Override
  public void close() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a callback of the log must not close it");
    }
    synchronized (gate) {
      if (open) {
        open = false;
        queue.add(new Close());
      }
    }
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      machine.leaderStarted(TERM);
      while (queue.take() instanceof Pending next) {
        apply(next);
      }
      machine.leaderStopped();
    } catch (InterruptedException | RuntimeException | Error e) {
      stop(e);
    }
  }

  private void apply(Pending next) {
    var index = appliedIndex + 1;
    var size = next.command().length;
    Object result;
    try {
      result = machine.apply(index, next.command());
    } catch (RuntimeException | Error e) {
      inFlight.leave(size);
      next.completion().failed(new LogException(Reason.FAILED, "applying " + index + " failed", e));
      throw e;
    }
    appliedIndex = index;
    inFlight.leave(size);
    try {
      next.completion().applied(index, result);
    } catch (RuntimeException e) {
      LOG.error("The completion of index {} threw", index, e);
    }
  }

  /** A broken invariant: nothing more may be applied, and nobody may be left waiting. */
  private void stop(Throwable cause) {
    var rest = new ArrayList<Entry>();
    synchronized (gate) {
      open = false;
      queue.drainTo(rest);
    }
    for (var entry : rest) {
      if (entry instanceof Pending pending) {
        pending.completion().failed(closed());
      }
    }
    machine.logFailed(new LogException(Reason.FAILED, "the log stopped: " + cause, cause));
  }

  private static LogException closed() {
    return new LogException(Reason.CLOSED, "the log is closed");
  }
}
