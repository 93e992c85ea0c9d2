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

/**
 * Holds requests while no leader is known, for {@code rpc_hold_timeout} at most: an election goes
 * by unnoticed. At most {@value #MAX_HELD} wait; more are refused at once. Any thread.
 */
public final class LeaderGate {
  private static final int MAX_HELD = 8_192;

  private final Timer timer;
  private final Duration patience;
  private final Set<Held> held = new LinkedHashSet<>();
  private volatile String leader = "";

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
}
