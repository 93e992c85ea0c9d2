package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.State;
import com.alipay.sofa.jraft.entity.Task;
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
import io.proconsul.raftlog.Membership.Member;
import io.proconsul.raftlog.PeerProgress;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.Wire;
import io.proconsul.raftlog.disk.FolderLock;
import io.proconsul.raftlog.disk.Room;
import io.proconsul.raftlog.jraft.MemberChanges.Wish;
import io.proconsul.raftlog.peer.Identity;
import io.proconsul.raftlog.peer.Peers;
import io.proconsul.raftlog.segment.SegmentLog;
import io.proconsul.raftlog.segment.Syncing;
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
 * The durable log of one or several members: an acknowledged command is on the disks of a majority
 * and survives {@code kill -9}. Owned by the agent; machine and completions run on JRaft's apply
 * thread.
 */
public final class JRaftLog implements ReplicatedLog {
  private static final Logger LOG = LoggerFactory.getLogger(JRaftLog.class);

  private final JRaftSettings settings;
  private final InFlight inFlight;
  private final MachineDriver driver;
  private final PeerRequests requests;
  private final Followers followers;
  private final Peers peers;
  private final Running.Around around;
  private final FolderLock lock;
  private final Recovery recovery;
  private volatile Running running;

  /** Bounded by inFlight. Whoever is still in here when JRaft has ended is told so by close. */
  private final Set<Submission> outstanding = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean snapshotRunning = new AtomicBoolean();
  private volatile boolean open = true;
  private volatile boolean swept;

  /** A log that reaches nobody. */
  public static JRaftLog start(JRaftSettings settings, LogMachine machine) {
    return start(settings, machine, _ -> {
      throw new IOException("this log was started without a way to its peers");
    });
  }

  /**
   * Takes the folder, loads the snapshot into the machine, replays the log and takes part. Returns
   * when this has begun; {@link LogMachine#leaderStarted} and {@link LogMachine#leaderChanged} tell
   * that there is a leader.
   *
   * @throws LogException LOCKED, CORRUPT or DISK, or REFUSED for a {@code peers.json} that is no
   *     good
   */
  public static JRaftLog start(JRaftSettings settings, LogMachine machine, Dialer dialer) {
    return start(settings, machine, dialer, Syncing.DISK);
  }

  static JRaftLog start(
      JRaftSettings settings, LogMachine machine, Dialer dialer, Syncing syncing) {
    Workers.prepare();
    var lock = FolderLock.take(settings.folder());
    try {
      Room.clear(settings.folder());
      var files = SegmentLog.open(settings.logFolder(), settings.segmentBytes(), syncing);
      try {
        return new JRaftLog(settings, new Driven(machine, dialer, syncing), files, lock);
      } catch (RuntimeException | Error e) {
        files.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private record Driven(LogMachine machine, Dialer dialer, Syncing syncing) {}

  private JRaftLog(JRaftSettings settings, Driven driven, SegmentLog files, FolderLock lock) {
    this.settings = settings;
    this.lock = lock;
    this.inFlight = new InFlight(settings.maxInFlight(), settings.maxInFlightBytes());
    this.recovery = new Recovery(settings.peersFile(), files.lastIndex());
    this.driver =
        new MachineDriver(driven.machine(), settings.folder(), this::afterApply, membership -> {
          recovery.written(membership);
          driven.machine().membersChanged(membership);
        });
    if (settings.start() instanceof StartMode.Bootstrap(var voters) && files.lastIndex() == 0) {
      driver.memberships().add(Membership.ofVoters(voters));
    }
    this.requests = new PeerRequests(driver.memberships());
    this.followers = new Followers(JRaftNode.leaseNanos(settings));
    this.peers = new Peers(
        Identity.of(settings.cluster(), settings.nodeId()),
        driven.dialer(),
        requests,
        settings.electionTimeout());
    this.around = new Running.Around(settings, driver, peers, followers);
    this.running = prepare(files);
    var fullDisk = new FullDisk(around, driven.syncing(), new Owner());
    driver.onPause(() -> fullDisk.waitFor(running));
    try {
      running.begin(recovery);
    } catch (RuntimeException | Error e) {
      peers.close();
      throw e;
    }
    peers.sweepAlso(now -> running.sweep(now));
    requests.serve(running.node);
  }

  private Running prepare(SegmentLog files) {
    var words = new Running.Words(this::readFailure, () -> Optional.ofNullable(refusal()));
    return new Running(around, files, words);
  }

  /** What waits for room on a full disk does with this log, under its lock. */
  private final class Owner implements FullDisk.Owner {
    @Override
    public Object lock() {
      return lock;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void end(Running broken) {
      requests.stop();
      broken.stop();
      driver.ended();
      var cause = ended();
      outstanding.forEach(submission -> submission.failed(cause.again()));
      broken.fail(cause);
      snapshotRunning.set(false);
    }

    @Override
    public Running prepare(SegmentLog files) {
      var next = JRaftLog.this.prepare(files);
      running = next;
      return next;
    }

    @Override
    public void begin(Running next) {
      next.begin(recovery);
      requests.serve(next.node);
    }
  }

  @Override
  public void submit(byte[] command, Completion completion) {
    var term = driver.leaderTerm();
    var refusal = refusal();
    if (refusal == null && command.length > JRaftSettings.MAX_COMMAND_BYTES) {
      refusal = new LogException(
          Reason.REFUSED, "a command of " + command.length + " bytes is too large for the log");
    }
    if (refusal == null && command.length == 0) {
      refusal = new LogException(Reason.REFUSED, "a command without content");
    }
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
      running.node.apply(new Task(ByteBuffer.wrap(command), submission, term));
    } catch (RuntimeException e) {
      LOG.debug("a command came while the log was closing", e);
      submission.failed(ended());
    }
    if (swept) {
      submission.failed(closed());
    }
  }

  @Override
  public void readBarrier(ReadMode mode, Barrier barrier) {
    var refusal = refusal();
    if (refusal != null) {
      if (refusal.reason() == Reason.NOT_LEADER && leader().isPresent()) {
        running.reads.read(ReadOnlyOption.ReadOnlySafe, new FollowersRead(barrier));
      } else {
        barrier.failed(refusal);
      }
      return;
    }
    switch (mode) {
      case LEASE -> {
        if (hasLease()) {
          barrier.reached(driver.applied().index());
        } else {
          running.reads.read(ReadOnlyOption.ReadOnlyLeaseBased, barrier);
        }
      }
      case CONFIRMED -> running.reads.read(ReadOnlyOption.ReadOnlySafe, barrier);
    }
  }

  /** The leader was asked how far to apply; whatever fails on the way, nothing has happened. */
  private record FollowersRead(Barrier barrier) implements Barrier {
    @Override
    public void reached(long index) {
      barrier.reached(index);
    }

    @Override
    public void failed(LogException cause) {
      barrier.failed(new LogException(Reason.NOT_LEADER, cause.getMessage(), cause));
    }
  }

  /**
   * Whether no other server can lead now, told without JRaft's queues: a majority, which the only
   * member is by itself, answered within the lease. All that this leader acknowledged is applied.
   */
  private boolean hasLease() {
    var term = driver.leaderTerm();
    return term != 0
        && running.node.getNodeState() == State.STATE_LEADER
        && term != running.transfers.lastTerm()
        && followers.lease(term, driver.memberships().newest().voters(), settings.nodeId());
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
    running.node.snapshot(status -> {
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
    var last = last();
    var state = state();
    return new LogStats(
        state,
        driver.term(),
        last.index(),
        last.term(),
        Math.max(applied.index(), committed()),
        applied.index(),
        inFlight.count(),
        saved.index(),
        saved.term(),
        configuration(),
        state.equals("Leader") ? 0 : requests.lastContactMillis());
  }

  private long committed() {
    try {
      return running.node.getLastCommittedIndex();
    } catch (IllegalStateException _) {
      // JRaft has none to tell once it has stopped.
      return 0;
    }
  }

  private MachineDriver.Position last() {
    var written = running.storage.last();
    var saved = driver.saved();
    return written.index() > saved.index() ? written : saved;
  }

  private String state() {
    if (!open || driver.failure() != null) {
      return "Shutdown";
    }
    return switch (running.node.getNodeState()) {
      case STATE_LEADER, STATE_TRANSFERRING -> "Leader";
      case STATE_CANDIDATE -> "Candidate";
      case STATE_FOLLOWER -> "Follower";
      case STATE_ERROR, STATE_UNINITIALIZED, STATE_SHUTTING, STATE_SHUTDOWN, STATE_END ->
        "Shutdown";
    };
  }

  @Override
  public Optional<String> leader() {
    if (refusal() == null) {
      return Optional.of(settings.nodeId());
    }
    return open && driver.failure() == null ? driver.followed() : Optional.empty();
  }

  @Override
  public Membership configuration() {
    return driver.memberships().newest().ledBy(leader());
  }

  @Override
  public List<PeerProgress> progress() {
    var term = driver.leaderTerm();
    if (term == 0 || !open) {
      return List.of();
    }
    var others = driver.memberships().newest().members().stream()
        .map(Member::nodeId)
        .filter(id -> !id.equals(settings.nodeId()))
        .toList();
    return followers.progress(term, others);
  }

  @Override
  public void addVoter(String nodeId, Barrier done) {
    running.changes.change(nodeId, new Wish.Add(true), done);
  }

  @Override
  public void addNonVoter(String nodeId, Barrier done) {
    running.changes.change(nodeId, new Wish.Add(false), done);
  }

  @Override
  public void promote(String nodeId, Barrier done) {
    running.changes.change(nodeId, new Wish.Change(true), done);
  }

  @Override
  public void demote(String nodeId, Barrier done) {
    running.changes.change(nodeId, new Wish.Change(false), done);
  }

  @Override
  public void remove(String nodeId, Barrier done) {
    running.changes.change(nodeId, new Wish.Remove(), done);
  }

  @Override
  public void transfer(Optional<String> nodeId, Barrier done) {
    var refusal = refusal();
    if (refusal != null) {
      done.failed(refusal);
    } else {
      running.transfers.start(nodeId, settings, done);
    }
  }

  @Override
  public void accept(Wire wire) {
    peers.accept(wire);
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
      requests.stop();
      // A leader asks another one to take over on its way out, so connections go last.
      running.stop();
      peers.close();
      swept = true;
      outstanding.forEach(submission -> submission.failed(closed()));
      running.fail(closed());
      lock.notifyAll();
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
    var text = String.valueOf(status.getErrorMsg());
    return new LogException(Submission.reason(status.getRaftError(), text), text);
  }

  /** A read changes nothing, so that whatever went wrong it may be tried elsewhere. */
  private LogException readFailure(Status status) {
    var cause = reason(status);
    return cause.reason() == Reason.FAILED && driver.failure() == null
        ? new LogException(Reason.NOT_LEADER, String.valueOf(cause.getMessage()))
        : cause;
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
        ? new LogException(Reason.NOT_LEADER, "this server does not lead")
        : null;
  }

  /** Why a node that has stopped did. */
  private LogException ended() {
    var failure = driver.failure();
    return open && failure != null ? failure.again() : closed();
  }

  private static LogException closed() {
    return new LogException(Reason.CLOSED, "the log is closed");
  }
}
