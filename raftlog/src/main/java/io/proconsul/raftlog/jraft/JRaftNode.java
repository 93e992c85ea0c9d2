package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.DefaultJRaftServiceFactory;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.option.ApplyTaskMode;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import com.alipay.sofa.jraft.storage.io.ProtoBufFile;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.Membership;
import java.io.IOException;

/** Starts and stops JRaft's node; no state. */
final class JRaftNode {
  private static final int MAX_BATCH_BYTES = 1 << 20;

  /** For the largest command to get through; a connection that breaks tells at once. */
  private static final int ANSWER_MILLIS = 10_000;

  /** With JRaft's 512 KB a batch this is half of what a connection takes. */
  private static final int MAX_UNANSWERED_BATCHES = 64;

  /** Part of the election timeout for which a leader trusts the answers that it has. */
  private static final int LEASE_PERCENT = 90;

  private JRaftNode() {}

  /** What the node stands on; the storage is there once the node is. */
  static final class Parts {
    final JRaftSettings settings;
    final MachineDriver driver;
    final SegmentStorage storage;

    Parts(JRaftSettings settings, MachineDriver driver, SegmentStorage storage) {
      this.settings = settings;
      this.driver = driver;
      this.storage = storage;
    }
  }

  /** Takes the place among the nodes of this JVM; {@link #begin} must follow. */
  static NodeImpl create(JRaftSettings settings) {
    // A member is named by its node id, so that a changed address is no change of membership.
    var group = Workers.group();
    var self = Memberships.voter(settings.nodeId());
    checkTerm(settings);
    if (NodeManager.getInstance().get(group, self) != null) {
      throw new LogException(
          Reason.LOCKED, "this process already runs a log of the node id " + settings.nodeId());
    }
    NodeManager.getInstance().addAddress(self.getEndpoint());
    return new NodeImpl(group, self);
  }

  /** Has the node take part; it is stopped when it cannot. */
  static void begin(NodeImpl node, Parts parts, PeerOptions options) {
    var settings = parts.settings;
    var started = false;
    try {
      fill(options, parts);
      started = node.init(options);
    } finally {
      if (!started) {
        stop(node, settings);
      }
    }
    if (!started) {
      var failure = parts.driver.failure();
      throw failure != null
          ? failure
          : new LogException(
              Reason.DISK, "the log in " + settings.folder() + " cannot be opened; see the log");
    }
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

  static void stop(NodeImpl node, JRaftSettings settings) {
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
    NodeManager.getInstance().removeAddress(Memberships.voter(settings.nodeId()).getEndpoint());
  }

  /** How long answers of followers keep a leader sure that there is no other. */
  static long leaseNanos(JRaftSettings settings) {
    return settings.electionTimeout().toNanos() / 100 * LEASE_PERCENT;
  }

  private static void fill(NodeOptions options, Parts parts) {
    var settings = parts.settings;
    options.setServiceFactory(new DefaultJRaftServiceFactory() {
      @Override
      public LogStorage createLogStorage(String uri, RaftOptions raftOptions) {
        return parts.storage;
      }

      @Override
      public RaftMetaStorage createRaftMetaStorage(String uri, RaftOptions raftOptions) {
        return new TermStorage(uri, raftOptions, parts.driver::termSeen);
      }
    });
    options.setInitialConf(initial(settings));
    options.setFsm(parts.driver);
    options.setLogUri(settings.logFolder().toString());
    options.setRaftMetaUri(settings.metaFolder().toString());
    options.setSnapshotUri(settings.snapshotFolder().toString());
    options.setElectionTimeoutMs((int) settings.electionTimeout().toMillis());
    options.setLeaderLeaseTimeRatio(LEASE_PERCENT);
    // The entry count decides, as in Consul.
    options.setSnapshotIntervalSecs(0);
    options.setDisableCli(true);
    options.setApplyTaskMode(ApplyTaskMode.NonBlocking);
    options.setTimerPoolSize(1);
    options.setRpcProcessorThreadPoolSize(3);
    options.setRpcDefaultTimeout(ANSWER_MILLIS);
    options.setAppendEntriesExecutors(new Workers.Group());
    options.setRaftOptions(raftOptions((int) settings.electionTimeout().toMillis()));
  }

  private static Configuration initial(JRaftSettings settings) {
    return switch (settings.start()) {
      case StartMode.Bootstrap(var voters) ->
        Memberships.configuration(Membership.ofVoters(voters));
      case StartMode.Join() -> new Configuration();
    };
  }

  private static RaftOptions raftOptions(int electionTimeoutMillis) {
    var options = new RaftOptions();
    options.setSync(true);
    options.setSyncMeta(true);
    options.setEnableLogEntryChecksum(true);
    options.setMaxByteCountPerRpc(Properties.SNAPSHOT_PIECE_BYTES);
    options.setMaxReplicatorInflightMsgs(MAX_UNANSWERED_BATCHES);
    options.setMaxElectionDelayMs(electionTimeoutMillis);
    options.setMaxAppendBufferSize(MAX_BATCH_BYTES);
    options.setDisruptorBufferSize(JRaftSettings.MAX_IN_FLIGHT);
    options.setOpenStatistics(false);
    return options;
  }
}
