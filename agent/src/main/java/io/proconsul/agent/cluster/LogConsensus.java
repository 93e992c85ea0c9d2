package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.Timer;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The consensus of a server over its replicated log. Writes go to the leader, by RPC when that is
 * another; reads of a follower are from its own state, once the leader has told it how far that
 * must be. Requests that come before a leader is known are held by {@link LeaderGate}. Any thread.
 */
public final class LogConsensus implements Consensus {
  /** What Go's clock says of a time that never was. */
  private static final long NEVER_MILLIS = Long.MAX_VALUE / 1_000_000;

  /** Until the log's word that the leader changed has surely come. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Timer timer;
  private final LeaderGate gate;
  private final InstantSource clock;
  private final AddressBook addresses;
  private final LeaderCalls calls;
  private volatile @Nullable ReplicatedLog log;

  public LogConsensus(
      LeaderGate gate, Timer timer, InstantSource clock, AddressBook addresses, LeaderCalls calls) {
    this.gate = gate;
    this.timer = timer;
    this.clock = clock;
    this.addresses = addresses;
    this.calls = calls;
  }

  /** Hands over the log once it is open; its machine opens the gate when there is a leader. */
  public void attach(ReplicatedLog opened) {
    log = opened;
  }

  /** Whether this server leads. */
  public boolean leads() {
    return gate.leader().equals(addresses.self().id());
  }

  @Override
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    submit(command, outcome, System.nanoTime());
  }

  private <R> void submit(Command<R> command, Outcome<R> outcome, long began) {
    gate.whenOpen(
        () -> {
          if (leads()) {
            append(command, outcome, began);
          } else {
            calls.submit(command, outcome, () -> submitHere(command, outcome, began));
          }
        },
        outcome::failed);
  }

  /** This server was elected while a request was on its way to the leader before it. */
  private <R> void submitHere(Command<R> command, Outcome<R> outcome, long began) {
    if (isInTime(began)) {
      submit(command, outcome, began);
    } else {
      outcome.failed(new ConsulException.NoLeader());
    }
  }

  private <R> void append(Command<R> command, Outcome<R> outcome, long began) {
    append(command, outcome, cause -> {
      if (mayTryAgain(cause, began)) {
        timer.after(PAUSE, () -> submit(command, outcome, began));
      } else {
        outcome.failed(translate(cause));
      }
    });
  }

  /** Puts a command that only this server makes in its own log, or fails: it must lead. */
  public <R> void append(Command<R> command, Outcome<R> outcome) {
    append(command, outcome, cause -> outcome.failed(translate(cause)));
  }

  private <R> void append(Command<R> command, Outcome<R> outcome, Consumer<LogException> failed) {
    Stamped stamped = new Stamped(command, clock.millis());
    log().submit(CommandCodec.encode(stamped), new Completion() {
      @Override
      @SuppressWarnings("unchecked") // the state machine returns what the command declares
      public void applied(long index, @Nullable Object result) {
        if (result instanceof ConsulException refusal) {
          outcome.failed(refusal);
        } else {
          outcome.done((R) java.util.Objects.requireNonNull(result));
        }
      }

      @Override
      public void failed(LogException cause) {
        failed.accept(cause);
      }
    });
  }

  @Override
  public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
    confirm(freshness, outcome, System.nanoTime());
  }

  private void confirm(Freshness freshness, Outcome<Boolean> outcome, long began) {
    gate.whenOpen(() -> barrier(freshness, outcome, began), outcome::failed);
  }

  /** Whoever follows has no lease: the leader is asked, and says what must be applied first. */
  private void barrier(Freshness freshness, Outcome<Boolean> outcome, long began) {
    boolean lease = leads() && freshness == Freshness.DEFAULT;
    log().readBarrier(lease ? ReadMode.LEASE : ReadMode.CONFIRMED, new Barrier() {
      @Override
      public void reached(long index) {
        outcome.done(true);
      }

      @Override
      public void failed(LogException cause) {
        if (mayTryAgain(cause, began)) {
          timer.after(PAUSE, () -> confirm(freshness, outcome, began));
        } else {
          outcome.failed(translate(cause));
        }
      }
    });
  }

  /** Nothing has happened; the leader is going or gone, and there will be another. */
  private boolean mayTryAgain(LogException cause, long began) {
    return cause.reason() == LogException.Reason.NOT_LEADER && isInTime(began);
  }

  private boolean isInTime(long began) {
    return System.nanoTime() - began < gate.patience().toNanos();
  }

  @Override
  public String leaderAddress() {
    String leader = gate.leader();
    return leader.isEmpty() ? "" : addresses.address(leader);
  }

  @Override
  public List<String> peerAddresses() {
    ReplicatedLog opened = log;
    return opened == null
        ? List.of()
        : opened.configuration().members().stream()
            .map(Membership.Member::nodeId)
            .map(addresses::address)
            .filter(address -> !address.isEmpty())
            .toList();
  }

  @Override
  public boolean leaderKnown() {
    return gate.isOpen();
  }

  @Override
  public long lastContactMillis() {
    if (leads()) {
      return 0;
    }
    ReplicatedLog opened = log;
    long millis = opened == null ? -1 : opened.stats().lastContactMillis();
    return millis < 0 ? NEVER_MILLIS : millis;
  }

  private ReplicatedLog log() {
    ReplicatedLog opened = log;
    if (opened == null) {
      throw new IllegalStateException("the gate opened before the log was attached");
    }
    return opened;
  }

  static ConsulException translate(LogException cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause.reason()) {
      case NOT_LEADER -> new ConsulException.NoLeader();
      case BUSY -> new ConsulException.Overloaded(message);
      case FAILED, CLOSED, DISK, LOCKED, CORRUPT, REFUSED -> new ConsulException.Refused(message);
    };
  }
}
