package io.proconsul.core.leader;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.run.Timer;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Registration;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends sessions that were not renewed within twice their TTL, as Consul does: the leader alone
 * keeps time, and whoever becomes leader gives every session a fresh start. Any thread; woken on
 * the state machine's by the sessions' mark. Bounded by the sessions with a TTL: what was destroyed
 * is forgotten when more timers than that have piled up.
 */
public final class SessionTimers {
  private static final int TTL_FACTOR = 2;
  private static final int SPARE_TIMERS = 64;

  /** When the log takes no command now: it will have a leader again, or this one steps down. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final StateMachine machine;
  private final Consensus consensus;
  private final Timer timer;
  private final Map<String, Armed> timers = new HashMap<>();
  private boolean leading;
  private long seen;
  private long restores;
  private long round;
  private Registration watch = () -> {};

  /** A deadline; one that was cancelled too late to stop finds another in its place. */
  private static final class Armed {
    Cancellation cancellation = Cancellation.NONE;
  }

  public SessionTimers(StateMachine machine, Consensus consensus, Timer timer) {
    this.machine = machine;
    this.consensus = consensus;
    this.timer = timer;
  }

  /** Called when this server begins to lead, with all that was committed before applied. */
  public synchronized void start() {
    stop();
    leading = true;
    notice();
  }

  /** Called when this server no longer leads. */
  public synchronized void stop() {
    leading = false;
    round++;
    watch.cancel();
    timers.values().forEach(armed -> armed.cancellation.cancel());
    timers.clear();
    seen = 0;
  }

  /** Gives a session another full TTL; empty when there is none of that id. */
  public void renew(String id, Outcome<Optional<Session>> outcome) {
    consensus.confirm(Consensus.Freshness.DEFAULT, new Outcome<>() {
      @Override
      public void done(Boolean leader) {
        outcome.done(restart(id));
      }

      @Override
      public void failed(ConsulException cause) {
        outcome.failed(cause);
      }
    });
  }

  private Optional<Session> restart(String id) {
    Session session = machine.tables().sessions().get(Key.of(id));
    if (session == null) {
      return Optional.empty();
    }
    arm(session);
    return Optional.of(session);
  }

  /** Sets timers for the sessions that are new since the last time, and waits for the next. */
  private synchronized void notice() {
    if (!leading) {
      return;
    }
    long mine = ++round;
    WatchSet watches = new WatchSet();
    Tables tables = machine.tables();
    tables.mark(Mark.SESSIONS, watches);
    if (machine.restores() != restores) {
      restores = machine.restores();
      seen = 0;
    }
    tables.ttlSessions().forEachFrom(Key.of(seen + 1), (_, id) -> {
      Session session = tables.sessions().get(Key.of(id));
      if (session != null) {
        seen = session.createIndex();
        arm(session);
      }
      return true;
    });
    forgetDestroyed(tables);
    Registration registration = watches.onAny(this::notice);
    if (round == mine) {
      watch = registration;
    }
  }

  private synchronized void arm(Session session) {
    Duration ttl = session.ttlDuration();
    if (leading && !ttl.isZero()) {
      arm(session.id(), ttl.multipliedBy(TTL_FACTOR));
    }
  }

  private void arm(String id, Duration delay) {
    Armed armed = new Armed();
    Armed before = timers.put(id, armed);
    if (before != null) {
      before.cancellation.cancel();
    }
    armed.cancellation = timer.after(delay, () -> expire(id, armed));
  }

  private void expire(String id, Armed armed) {
    synchronized (this) {
      if (!leading || !timers.remove(id, armed)) {
        return;
      }
    }
    if (machine.tables().sessions().get(Key.of(id)) == null) {
      return;
    }
    consensus.submit(new SessionCommand.Destroy(id), new Outcome<>() {
      @Override
      public void done(Boolean result) {}

      @Override
      public void failed(ConsulException cause) {
        retry(id);
      }
    });
  }

  private synchronized void retry(String id) {
    if (leading && !timers.containsKey(id)) {
      arm(id, RETRY);
    }
  }

  /** Destroyed sessions leave their timers behind; now and then all of those go at once. */
  private void forgetDestroyed(Tables tables) {
    if (timers.size() <= 2 * tables.ttlSessions().size() + SPARE_TIMERS) {
      return;
    }
    timers.entrySet().removeIf(entry -> {
      boolean gone = tables.sessions().get(Key.of(entry.getKey())) == null;
      if (gone) {
        entry.getValue().cancellation.cancel();
      }
      return gone;
    });
  }
}
