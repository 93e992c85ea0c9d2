package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.NodeImpl;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.peer.Peers;
import io.proconsul.raftlog.segment.SegmentLog;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One node of JRaft on the log's files, and what waits for it. JRaft's node does not come back from
 * a full disk, so the log has a new one when there is room again. Owned by {@link JRaftLog}.
 */
final class Running {
  private final Around around;
  private final JRaftNode.Parts parts;
  final SegmentLog files;
  final SegmentStorage storage;
  final NodeImpl node;
  final Reads reads;
  final MemberChanges changes;
  final Transfers transfers;
  private final AtomicBoolean given = new AtomicBoolean();

  /** What outlives a node. */
  record Around(JRaftSettings settings, MachineDriver driver, Peers peers, Followers followers) {}

  /** How a node's answers are put. */
  record Words(
      Function<Status, LogException> readFailure, Supplier<Optional<LogException>> refusal) {}

  Running(Around around, SegmentLog files, Words words) {
    var settings = around.settings();
    var driver = around.driver();
    this.around = around;
    this.files = files;
    storage = new SegmentStorage(files, driver::diskFailed, driver.memberships());
    parts = new JRaftNode.Parts(settings, driver, storage);
    node = JRaftNode.create(settings);
    reads = new Reads(node, words.readFailure(), settings.electionTimeout().toNanos());
    changes = new MemberChanges(node, settings, driver.memberships(), words.refusal());
    transfers = new Transfers(node, driver);
  }

  /** Loads the snapshot, plays the log and takes part; all is stopped when that fails. */
  void begin(Recovery recovery) {
    JRaftNode.begin(node, parts, new PeerOptions(around.peers(), around.followers()));
    try {
      recovery.apply(node, around.driver().memberships());
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /** True for the first caller, who has to see to what comes after this node. */
  boolean give() {
    return given.compareAndSet(false, true);
  }

  void sweep(long now) {
    reads.sweep(now);
    transfers.sweep(now);
    changes.sweep(now);
  }

  /** Waits until nothing of the node is left, its files closed. Harmless when that is so. */
  void stop() {
    JRaftNode.stop(node, around.settings());
    files.close();
  }

  /** Whoever still waits is told, once the node has stopped. */
  void fail(LogException cause) {
    reads.close(cause);
    transfers.close(cause);
  }
}
