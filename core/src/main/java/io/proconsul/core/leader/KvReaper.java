package io.proconsul.core.leader;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.run.Timer;
import io.proconsul.core.state.Tables;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes away what deleted keys leave behind once nobody can be waiting with an index that old:
 * their tombstones after fifteen minutes, as Consul does, and lock delays that are over. Any
 * thread; keeps one index for each minute of that time.
 */
public final class KvReaper {
  static final Duration TOMBSTONE_AGE = Duration.ofMinutes(15);
  static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int KEPT = (int) TOMBSTONE_AGE.dividedBy(INTERVAL);

  private final StateMachine machine;
  private final Consensus consensus;
  private final Timer timer;
  private final Deque<Long> indexes = new ArrayDeque<>(KEPT + 1);
  private Cancellation next = Cancellation.NONE;
  private long reign;

  public KvReaper(StateMachine machine, Consensus consensus, Timer timer) {
    this.machine = machine;
    this.consensus = consensus;
    this.timer = timer;
  }

  /** Called when this server begins to lead; what was deleted before counts from now. */
  public synchronized void start() {
    stop();
    indexes.add(machine.tables().index());
    plan();
  }

  /** Called when this server no longer leads. */
  public synchronized void stop() {
    reign++;
    next.cancel();
    next = Cancellation.NONE;
    indexes.clear();
  }

  private void plan() {
    long mine = reign;
    next = timer.after(INTERVAL, () -> tick(mine));
  }

  private void tick(long of) {
    Tables tables = machine.tables();
    long upTo;
    synchronized (this) {
      if (reign != of) {
        return; // stopped while this was on its way
      }
      upTo = indexes.size() < KEPT ? 0 : indexes.removeFirst();
      indexes.addLast(tables.index());
      plan();
    }
    if (upTo > 0 && !tables.kvTombstones().isEmpty() || !tables.lockDelays().isEmpty()) {
      consensus.submit(new KvCommand.Reap(upTo), new Outcome<>() {
        @Override
        public void done(Boolean result) {}

        @Override
        public void failed(ConsulException cause) {
          // The next tick reaps this and more.
        }
      });
    }
  }
}
