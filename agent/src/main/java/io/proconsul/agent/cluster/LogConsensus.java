package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.Consensus;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consensus of a server over its replicated log. Requests that come before a leader is known
 * are held by {@link LeaderGate}. Any thread.
 */
public final class LogConsensus implements Consensus {
  private final LeaderGate gate;
  private final InstantSource clock;
  private final String serverAddress;
  private volatile @Nullable ReplicatedLog log;

  /** @param serverAddress {@code host:port} that this server advertises */
  public LogConsensus(LeaderGate gate, InstantSource clock, String serverAddress) {
    this.gate = gate;
    this.clock = clock;
    this.serverAddress = serverAddress;
  }

  /** Hands over the log once it is open; its machine opens the gate when it leads. */
  public void attach(ReplicatedLog opened) {
    log = opened;
  }

  @Override
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    gate.whenOpen(
        () -> {
          Stamped stamped = new Stamped(command, clock.millis());
          log().submit(CommandCodec.encode(stamped), new Submission<>(outcome));
        },
        outcome::failed);
  }

  @Override
  public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
    gate.whenOpen(() -> barrier(freshness, outcome), outcome::failed);
  }

  private void barrier(Freshness freshness, Outcome<Boolean> outcome) {
    ReadMode mode = freshness == Freshness.CONSISTENT ? ReadMode.CONFIRMED : ReadMode.LEASE;
    log().readBarrier(mode, new Barrier() {
      @Override
      public void reached(long index) {
        outcome.done(true);
      }

      @Override
      public void failed(LogException cause) {
        outcome.failed(translate(cause));
      }
    });
  }

  @Override
  public String leaderAddress() {
    return gate.isOpen() ? serverAddress : "";
  }

  @Override
  public List<String> peerAddresses() {
    return gate.isOpen() ? List.of(serverAddress) : List.of();
  }

  @Override
  public long lastContactMillis() {
    return 0;
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
      case FAILED, REFUSED, CLOSED, DISK, LOCKED, CORRUPT -> new ConsulException.Refused(message);
    };
  }

  /** Turns the log's word into the outcome; a refusal by the state comes as a result. */
  private record Submission<R>(Outcome<R> outcome) implements Completion {
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
      outcome.failed(translate(cause));
    }
  }
}
