package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds requests while no leader is known, for {@code rpc_hold_timeout} at most: an election goes
 * by unnoticed. At most {@value #MAX_HELD} wait; more are refused at once, and all are while this
 * server's log cannot be written. Any thread.
 */
public final class LeaderGate {
  private static final int MAX_HELD = 8_192;

  private final Timer timer;
  private final Duration patience;
  private final Set<Held> held = new LinkedHashSet<>();
  private volatile String leader = "";
  private volatile @Nullable String obstacle;

  public LeaderGate(Timer timer, Duration patience) {
    this.timer = timer;
    this.patience = patience;
  }

  private static final class Held {
    final Runnable action;
    final Consumer<ConsulException> refused;
    Cancellation timeout = Cancellation.NONE;

    Held(Runnable action, Consumer<ConsulException> refused) {
      this.action = action;
      this.refused = refused;
    }
  }

  /** How long a request goes on without a leader. */
  Duration patience() {
    return patience;
  }

  public boolean isOpen() {
    return !leader.isEmpty();
  }

  /** The leader's node id; empty while none is known. */
  public String leader() {
    return leader;
  }

  /** Runs the action now if a leader is known, else as soon as one is; or refuses in the end. */
  public void whenOpen(Runnable action, Consumer<ConsulException> refused) {
    if (isOpen()) {
      action.run();
      return;
    }
    String reason = obstacle;
    if (reason != null) {
      refused.accept(new ConsulException.Refused(reason));
      return;
    }
    boolean full;
    synchronized (held) {
      full = held.size() >= MAX_HELD;
      if (!isOpen() && !full) {
        Held waiting = new Held(action, refused);
        held.add(waiting);
        waiting.timeout = timer.after(patience, () -> giveUp(waiting));
        return;
      }
    }
    if (full) {
      refused.accept(new ConsulException.NoLeader());
    } else {
      action.run();
    }
  }

  /** Runs the action once: when a leader is told next, or after the time if that is sooner. */
  Cancellation whenLeaderIsTold(Duration atMost, Runnable action) {
    Held waiting = new Held(action, _ -> action.run());
    synchronized (held) {
      if (held.size() >= MAX_HELD) {
        return timer.after(atMost, action);
      }
      held.add(waiting);
      waiting.timeout = timer.after(atMost, () -> giveUp(waiting));
    }
    return () -> {
      synchronized (held) {
        held.remove(waiting);
      }
      waiting.timeout.cancel();
    };
  }

  private void giveUp(Held waiting) {
    synchronized (held) {
      if (!held.remove(waiting)) {
        return;
      }
    }
    waiting.refused.accept(new ConsulException.NoLeader());
  }

  /** @param nodeId of the server that leads now */
  public void open(String nodeId) {
    List<Held> released;
    synchronized (held) {
      obstacle = null;
      leader = nodeId;
      released = new ArrayList<>(held);
      held.clear();
    }
    for (Held waiting : released) {
      waiting.timeout.cancel();
      waiting.action.run();
    }
  }

  public void close() {
    synchronized (held) {
      leader = "";
    }
  }

  /**
   * Nothing that needs a leader can be done here until {@link #unblock}, or until there is one.
   *
   * @param reason for those who ask; clients of this server read from it that another may do it
   */
  public void block(String reason) {
    List<Held> refused;
    synchronized (held) {
      leader = "";
      obstacle = reason + ": No cluster leader";
      refused = new ArrayList<>(held);
      held.clear();
    }
    for (Held waiting : refused) {
      waiting.timeout.cancel();
      waiting.refused.accept(new ConsulException.Refused(reason + ": No cluster leader"));
    }
  }

  /** A leader can be found again. */
  public void unblock() {
    obstacle = null;
  }
}
