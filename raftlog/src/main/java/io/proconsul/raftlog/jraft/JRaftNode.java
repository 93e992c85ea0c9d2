package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.RaftServiceFactory;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.DefaultJRaftServiceFactory;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.ApplyTaskMode;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import com.alipay.sofa.jraft.storage.io.ProtoBufFile;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.segment.SegmentLog;
import java.io.IOException;
import java.util.List;

/** Starts and stops JRaft's node for a log of one member; no state. */
final class JRaftNode {
  /** Part of a member's name in JRaft, stored in the log; nothing listens on it. */
  private static final int PORT = 8300;

  private static final int MAX_BATCH_BYTES = 1 << 20;

  private JRaftNode() {}

  static Node start(JRaftSettings settings, MachineDriver driver, SegmentLog log) {
    // A member is named by its node id, so that a changed address is no change of membership.
    var group = Workers.group();
    var self = new PeerId(settings.nodeId(), PORT);
    checkTerm(settings);
    if (NodeManager.getInstance().get(group, self) != null) {
      throw new LogException(
          Reason.LOCKED, "this process already runs a log of the node id " + settings.nodeId());
    }
    NodeManager.getInstance().addAddress(self.getEndpoint());
    var node = RaftServiceFactory.createRaftNode(group, self);
    var started = false;
    try {
      started = node.init(options(settings, self, driver, log));
    } finally {
      if (!started) {
        stop(node, settings);
      }
    }
    if (!started) {
      var failure = driver.failure();
      throw failure != null
          ? failure
          : new LogException(
              Reason.DISK, "the log in " + settings.folder() + " cannot be opened; see the log");
    }
    return node;
  }

  /** JRaft refuses a damaged term too, but does not say why. */
  private static void checkTerm(JRaftSettings settings) {
    var file = settings.metaFolder().resolve("raft_meta");
    try {
      var _ = new ProtoBufFile(file.toString()).load();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw new LogException(
          Reason.CORRUPT,
          file + " is damaged, which holds the term and vote: " + e
              + ". Restore the data folder from a backup, or, if other servers hold the data,"
              + " remove " + settings.folder() + " and let this server join them again",
          e);
    }
  }

  static void stop(Node node, JRaftSettings settings) {
    node.shutdown();
    var interrupted = false;
    for (var ended = false; !ended; ) {
      try {
        node.join();
        ended = true;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    NodeManager.getInstance().removeAddress(new PeerId(settings.nodeId(), PORT).getEndpoint());
  }

  private static NodeOptions options(
      JRaftSettings settings, PeerId self, MachineDriver driver, SegmentLog log) {
    var options = new NodeOptions();
    options.setServiceFactory(new DefaultJRaftServiceFactory() {
      @Override
      public LogStorage createLogStorage(String uri, RaftOptions raftOptions) {
        return new SegmentStorage(log, driver::diskFailed);
      }
    });
    options.setInitialConf(new Configuration(List.of(self)));
    options.setFsm(driver);
    options.setLogUri(settings.logFolder().toString());
    options.setRaftMetaUri(settings.metaFolder().toString());
    options.setSnapshotUri(settings.snapshotFolder().toString());
    options.setElectionTimeoutMs((int) settings.electionTimeout().toMillis());
    // The entry count decides, as in Consul.
    options.setSnapshotIntervalSecs(0);
    options.setDisableCli(true);
    options.setApplyTaskMode(ApplyTaskMode.NonBlocking);
    options.setTimerPoolSize(1);
    options.setRaftOptions(raftOptions());
    return options;
  }

  private static RaftOptions raftOptions() {
    var options = new RaftOptions();
    options.setSync(true);
    options.setSyncMeta(true);
    options.setEnableLogEntryChecksum(true);
    options.setMaxByteCountPerRpc(MAX_BATCH_BYTES);
    options.setMaxAppendBufferSize(MAX_BATCH_BYTES);
    options.setDisruptorBufferSize(JRaftSettings.MAX_IN_FLIGHT);
    options.setOpenStatistics(false);
    return options;
  }
}
