package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.EnumOutter.ErrorType;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RaftException;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.LogMachine;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.disk.SnapshotFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the log to the machine, on JRaft's one apply thread, and keeps the positions that anyone
 * may ask for. Owned by {@link JRaftLog}.
 */
final class MachineDriver extends StateMachineAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(MachineDriver.class);

  /** A place in the log. */
  record Position(long index, long term) {
    static final Position NONE = new Position(0, 0);
  }

  private final LogMachine machine;
  private final LongConsumer afterApply;
  private final Path folder;
  private final Memberships memberships;
  private volatile Position applied = Position.NONE;
  private volatile Position saved = Position.NONE;
  private volatile long leaderTerm;
  private volatile long term;
  private volatile @Nullable String followed;
  private volatile Runnable onFollowing = () -> {};
  private volatile @Nullable LogException failure;
  private volatile boolean passes;
  private volatile Runnable onPause = () -> {};

  /** How far JRaft has played the log since its node began; what was applied before is skipped. */
  private volatile long played;

  private volatile @Nullable Thread applyThread;

  /**
   * The first consumer hears the last applied index after each batch, on the apply thread; the
   * second one new memberships, on the disk thread.
   */
  MachineDriver(
      LogMachine machine,
      Path folder,
      LongConsumer afterApply,
      Consumer<Membership> membersChanged) {
    this.machine = machine;
    this.folder = folder;
    this.afterApply = afterApply;
    this.memberships = new Memberships(membersChanged);
  }

  Memberships memberships() {
    return memberships;
  }

  Position applied() {
    return applied;
  }

  /** What the newest complete snapshot holds, or the one being written. */
  Position saved() {
    return saved;
  }

  /** 0 while another server leads or none does. */
  long leaderTerm() {
    return leaderTerm;
  }

  /** The newest term that this server has heard of. */
  long term() {
    return term;
  }

  void termSeen(long seen) {
    term = seen;
  }

  /** The listener hears, on the apply thread, each time that another server is found to lead. */
  void onFollowing(Runnable listener) {
    onFollowing = listener;
  }

  /** The listener hears, on the apply thread, that the log must wait until there is room. */
  void onPause(Runnable listener) {
    onPause = listener;
  }

  /** Another server that leads, if one is known. */
  Optional<String> followed() {
    return Optional.ofNullable(followed);
  }

  @Nullable
  LogException failure() {
    return failure;
  }

  boolean isApplyThread() {
    return Thread.currentThread() == applyThread;
  }

  @Override
  public void onApply(Iterator entries) {
    applyThread = Thread.currentThread();
    while (entries.hasNext()) {
      try {
        apply(entries.getIndex(), entries.getTerm(), entries.getData(), entries.done());
      } catch (RuntimeException | Error e) {
        LOG.error("Applying index {} failed; the log stops", entries.getIndex(), e);
        passes = false;
        failure = new LogException(
            Reason.FAILED, "applying index " + entries.getIndex() + " failed: " + e, e);
        entries.setErrorAndRollback(1, new Status(RaftError.ESTATEMACHINE, "%s", e.toString()));
        return;
      }
      entries.next();
    }
    if (played >= applied.index()) {
      afterApply.accept(applied.index());
    }
  }

  private void apply(long index, long term, ByteBuffer data, @Nullable Closure done) {
    played = index;
    if (index <= applied.index()) {
      return; // by the node before this one
    }
    var submission = done instanceof Submission ours ? ours : null;
    byte[] command;
    if (submission != null) {
      command = submission.command();
    } else {
      command = new byte[data.remaining()];
      data.duplicate().get(command);
    }
    if (command.length == 0) {
      // Not a command: see MemberChanges.
      applied = new Position(index, term);
      return;
    }
    var result = machine.apply(index, command);
    applied = new Position(index, term);
    if (submission != null) {
      submission.applied(index, result);
    }
  }

  @Override
  public void onSnapshotSave(SnapshotWriter writer, Closure done) {
    if (played < applied.index()) {
      // It would bear the index of what was played, and hold more.
      fail(done, new IOException("the log is still being played again"));
      return;
    }
    LogMachine.Snapshot snapshot;
    try {
      snapshot = machine.capture();
    } catch (RuntimeException e) {
      fail(done, e);
      return;
    }
    Workers.run(() -> save(snapshot, writer, done));
  }

  private void save(LogMachine.Snapshot snapshot, SnapshotWriter writer, Closure done) {
    try {
      SnapshotFile.write(Path.of(writer.getPath(), SnapshotFile.NAME), snapshot);
      if (!writer.addFile(SnapshotFile.NAME)) {
        throw new IOException("the snapshot folder does not take the file");
      }
    } catch (IOException | RuntimeException e) {
      fail(done, e);
      return;
    }
    var meta = writer.getCurrentMeta();
    saved = new Position(meta.getLastIncludedIndex(), meta.getLastIncludedTerm());
    done.run(Status.OK());
  }

  /** Not EIO, on which JRaft would stop the log: it goes on without the snapshot. */
  private static void fail(Closure done, Exception cause) {
    LOG.error("Saving a snapshot failed; the log keeps its entries", cause);
    done.run(new Status(RaftError.ESTATEMACHINE, "saving a snapshot failed: %s", cause.toString()));
  }

  @Override
  public boolean onSnapshotLoad(SnapshotReader reader) {
    try {
      var meta = reader.load();
      var position = new Position(meta.getLastIncludedIndex(), meta.getLastIncludedTerm());
      if (position.index() > applied.index()) {
        SnapshotFile.read(Path.of(reader.getPath(), SnapshotFile.NAME), machine);
        applied = position;
      }
      saved = position;
      played = position.index();
      memberships.add(Memberships.membership(
          position.index(),
          Memberships.parse(meta.getPeersList()),
          Memberships.parse(meta.getLearnersList())));
      return true;
    } catch (LogException e) {
      failure = e;
    } catch (IOException | RuntimeException e) {
      failure = new LogException(
          Reason.CORRUPT, "the snapshot in " + reader.getPath() + " cannot be loaded: " + e, e);
    }
    return false;
  }

  @Override
  public void onLeaderStart(long term) {
    applyThread = Thread.currentThread();
    leaderTerm = term;
    machine.leaderStarted(term);
  }

  @Override
  public void onLeaderStop(Status status) {
    leaderTerm = 0;
    machine.leaderStopped();
  }

  /** JRaft hears of it next and calls {@link #onError}; only the first failure tells the cause. */
  void diskFailed(IOException cause, boolean canPass) {
    if (failure == null) {
      passes = canPass;
      failure = disk(cause.getMessage(), cause);
    }
  }

  private LogException disk(@Nullable String what, Throwable cause) {
    return new LogException(
        Reason.DISK,
        "the log cannot be written: " + what + ". Everything acknowledged is safe; "
            + (passes
                ? "make room on the disk of " + folder + ", and this server goes on by itself"
                : "make the disk writable, then start the server again"),
        cause);
  }

  /** All that JRaft's node did is over: nobody leads here, and the next node plays the log anew. */
  void ended() {
    played = 0;
    if (leaderTerm != 0) {
      leaderTerm = 0;
      machine.leaderStopped();
    }
    if (followed != null) {
      followed = null;
      machine.leaderChanged(Optional.empty());
    }
  }

  /** There is room again. */
  void resumed() {
    failure = null;
    passes = false;
    machine.logResumed();
  }

  /** There is not, after all. */
  void pausedAgain(LogException cause) {
    passes = true;
    failure = cause;
    machine.logPaused(cause);
  }

  /** What keeps the log from going on will not pass. */
  void stopped(LogException cause) {
    passes = false;
    failure = cause;
    LOG.error("{}", cause.getMessage());
    machine.logFailed(cause);
  }

  @Override
  public void onError(RaftException error) {
    var cause = failure;
    if (cause == null) {
      passes = canPass(error.getType());
      cause = disk(error.getStatus().toString(), error);
      failure = cause;
    }
    if (passes) {
      LOG.error("{}", cause.getMessage());
      machine.logPaused(cause);
      onPause.run();
    } else {
      stopped(cause);
    }
  }

  /** Term, vote and snapshots are written to files of their own, which count once complete. */
  private static boolean canPass(ErrorType type) {
    return type == ErrorType.ERROR_TYPE_META || type == ErrorType.ERROR_TYPE_SNAPSHOT;
  }

  /** JRaft calls this only after changes of several members at once; {@link Memberships} hears. */
  @Override
  public void onConfigurationCommitted(Configuration members) {}

  @Override
  public void onStartFollowing(LeaderChangeContext context) {
    followed = context.getLeaderId().getIp();
    onFollowing.run();
    machine.leaderChanged(followed());
  }

  @Override
  public void onStopFollowing(LeaderChangeContext context) {
    followed = null;
    machine.leaderChanged(Optional.empty());
  }

  @Override
  public void onShutdown() {}
}
