package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.Dialer;
import io.proconsul.raftlog.InFlight;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.LogMachine;
import io.proconsul.raftlog.LogStats;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.PeerProgress;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.Wire;
import io.proconsul.raftlog.segment.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable log: an acknowledged command is on disk and survives {@code kill -9}. For now a log
 * of one member, which leads from its start; there is no transport, so no member can be added.
 * Owned by the agent; machine and completions run on JRaft's apply thread.
 */
public final class JRaftLog implements ReplicatedLog {
  private static final Logger LOG = LoggerFactory.getLogger(JRaftLog.class);
  private static final byte[] NO_CONTEXT = new byte[0];

  private final JRaftSettings settings;
  private final InFlight inFlight;
  private final MachineDriver driver;
  private final Node node;
  private final FolderLock lock;

  /** Bounded by inFlight. Whoever is still in here when JRaft has ended is told so by close. */
  private final Set<Submission> outstanding = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean snapshotRunning = new AtomicBoolean();
  private volatile boolean open = true;
  private volatile boolean swept;

  /**
   * Takes the folder, loads the snapshot into the machine, replays the log and leads. Returns when
   * this has begun; {@link LogMachine#leaderStarted} tells that it is done.
   *
   * @throws LogException LOCKED, CORRUPT or DISK
   */
  public static JRaftLog start(JRaftSettings settings, LogMachine machine) {
    return start(settings, machine, nodeId -> {
      throw new IOException("this log was started without a way to its peers");
    });
  }

  /** The same, for a log of several members, who are reached through the dialer. */
  public static JRaftLog start(JRaftSettings settings, LogMachine machine, Dialer dialer) {
    LOG.debug("peers are reached through {}", dialer);
    var lock = FolderLock.take(settings.folder());
    try {
      var files = SegmentLog.open(settings.logFolder(), settings.segmentBytes());
      try {
        return new JRaftLog(settings, machine, files, lock);
      } catch (RuntimeException | Error e) {
        files.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private JRaftLog(JRaftSettings settings, LogMachine machine, SegmentLog files, FolderLock lock) {
    this.settings = settings;
    this.lock = lock;
    this.inFlight = new InFlight(settings.maxInFlight(), settings.maxInFlightBytes());
    this.driver = new MachineDriver(machine, this::afterApply);
    this.node = JRaftNode.start(settings, driver, files);
  }

  @Override
  public void submit(byte[] command, Completion completion) {
    var term = driver.leaderTerm();
    var refusal = refusal();
    if (refusal == null && !inFlight.enter(command.length)) {
      refusal = inFlight.busy();
    }
    if (refusal != null) {
      completion.failed(refusal);
      return;
    }
    var submission = new Submission(this, command, completion);
    outstanding.add(submission);
    try {
      node.apply(new Task(ByteBuffer.wrap(command), submission, term));
    } catch (RuntimeException e) {
      submission.failed(new LogException(Reason.CLOSED, "the log is closed", e));
    }
    if (swept) {
      submission.failed(closed());
    }
  }

  @Override
  public void readBarrier(ReadMode mode, Barrier barrier) {
    var refusal = refusal();
    if (refusal != null) {
      barrier.failed(refusal);
      return;
    }
    switch (mode) {
      // The only member cannot have been replaced as leader, so its lease never runs out.
      case LEASE -> barrier.reached(driver.applied().index());
      case CONFIRMED -> readIndex(barrier);
    }
  }

  private void readIndex(Barrier barrier) {
    try {
      node.readIndex(ReadOnlyOption.ReadOnlySafe, NO_CONTEXT, new ReadIndexClosure(-1) {
        @Override
        public void run(Status status, long index, byte[] context) {
          if (status.isOk()) {
            barrier.reached(index);
          } else {
            barrier.failed(reason(status));
          }
        }
      });
    } catch (IllegalStateException _) {
      // JRaft throws after it has failed the closure.
      LOG.debug("a read came while the log was closing");
    }
  }

  @Override
  public void snapshot(Barrier barrier) {
    if (!open) {
      barrier.failed(closed());
    } else if (!snapshotRunning.compareAndSet(false, true)) {
      barrier.failed(new LogException(Reason.BUSY, "a snapshot is being saved"));
    } else {
      Workers.run(() -> save(barrier));
    }
  }

  private void save(Barrier barrier) {
    node.snapshot(status -> {
      snapshotRunning.set(false);
      if (status.isOk()) {
        barrier.reached(driver.saved().index());
      } else {
        barrier.failed(reason(status));
      }
    });
  }

  private void afterApply(long index) {
    if (index - driver.saved().index() >= settings.snapshotEntries()) {
      snapshot(new Barrier() {
        @Override
        public void reached(long covered) {
          LOG.debug("snapshot up to index {}", covered);
        }

        @Override
        public void failed(LogException cause) {
          LOG.debug("no snapshot: {}", cause.getMessage());
        }
      });
    }
  }

  @Override
  public LogStats stats() {
    var applied = driver.applied();
    var saved = driver.saved();
    var leads = refusal() == null;
    var term = Math.max(driver.leaderTerm(), applied.term());
    return new LogStats(
        open && driver.failure() == null ? leads ? "Leader" : "Candidate" : "Shutdown",
        term,
        leads ? node.getLastLogIndex() : applied.index(),
        term,
        Math.max(applied.index(), leads ? node.getLastCommittedIndex() : 0),
        applied.index(),
        inFlight.count(),
        saved.index(),
        saved.term(),
        configuration(),
        leads ? 0 : -1);
  }

  @Override
  public Optional<String> leader() {
    return refusal() == null ? Optional.of(settings.nodeId()) : Optional.empty();
  }

  @Override
  public Membership configuration() {
    return Membership.ofVoters(List.of(settings.nodeId())).ledBy(leader());
  }

  @Override
  public List<PeerProgress> progress() {
    return List.of();
  }

  @Override
  public void addVoter(String nodeId, Barrier done) {
    done.failed(alone());
  }

  @Override
  public void addNonVoter(String nodeId, Barrier done) {
    done.failed(alone());
  }

  @Override
  public void promote(String nodeId, Barrier done) {
    done.failed(alone());
  }

  @Override
  public void demote(String nodeId, Barrier done) {
    done.failed(alone());
  }

  @Override
  public void remove(String nodeId, Barrier done) {
    done.failed(alone());
  }

  @Override
  public void transfer(Optional<String> nodeId, Barrier done) {
    done.failed(alone());
  }

  private static LogException alone() {
    return new LogException(Reason.REFUSED, "this log has one server");
  }

  @Override
  public void accept(Wire wire) {
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("closing a refused connection failed", e);
    }
  }

  @Override
  public void close() {
    if (driver.isApplyThread()) {
      throw new IllegalStateException("a callback of the log must not close it");
    }
    synchronized (lock) {
      if (!open) {
        return;
      }
      open = false;
      JRaftNode.stop(node, settings);
      swept = true;
      outstanding.forEach(submission -> submission.failed(closed()));
      lock.close();
    }
  }

  void leave(Submission submission) {
    outstanding.remove(submission);
    inFlight.leave(submission.command().length);
  }

  /** A status of JRaft in our words; its own text goes along for the operator. */
  LogException reason(Status status) {
    var failure = driver.failure();
    if (failure != null) {
      return failure.again();
    }
    if (!open) {
      return closed();
    }
    var reason = status.getRaftError() == RaftError.EBUSY ? Reason.BUSY : Reason.FAILED;
    return new LogException(reason, String.valueOf(status.getErrorMsg()));
  }

  private @Nullable LogException refusal() {
    if (!open) {
      return closed();
    }
    var failure = driver.failure();
    if (failure != null) {
      return failure.again();
    }
    return driver.leaderTerm() == 0
        ? new LogException(Reason.NOT_LEADER, "this server does not lead yet")
        : null;
  }

  private static LogException closed() {
    return new LogException(Reason.CLOSED, "the log is closed");
  }
}
