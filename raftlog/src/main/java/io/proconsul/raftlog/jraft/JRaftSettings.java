package io.proconsul.raftlog.jraft;

import io.proconsul.raftlog.Membership;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to run the log.
 *
 * @param folder for the log's files alone; made if missing ({@code <data-dir>/raft})
 * @param nodeId this server's name in the log for ever: letters, digits, dots and dashes
 * @param snapshotEntries applied entries between snapshots, at least 1
 * @param maxInFlight commands submitted and not yet answered, 1 to 8192
 * @param maxInFlightBytes their total size
 * @param segmentBytes size of a log file, at least 4096
 * @param electionTimeout as Consul's raft_multiplier sets it; one member alone never waits for it
 * @param start what an empty folder begins with; what is on disk counts more
 * @param cluster peers of another name are refused; the datacenter's, for instance
 */
public record JRaftSettings(
    Path folder,
    String nodeId,
    int snapshotEntries,
    int maxInFlight,
    long maxInFlightBytes,
    int segmentBytes,
    Duration electionTimeout,
    StartMode start,
    String cluster) {

  private static final int MAX_CLUSTER_NAME = 255;

  /** JRaft's ring buffers hold as many, so that what the bound lets in is never refused there. */
  static final int MAX_IN_FLIGHT = 8_192;

  /** What fits into a message between members, with room for what is around it. */
  static final int MAX_COMMAND_BYTES = 64 << 20;

  public JRaftSettings {
    if (!Membership.isNodeId(nodeId)) {
      throw new IllegalArgumentException("not a node id: " + nodeId);
    }
    if (snapshotEntries < 1 || maxInFlight < 1 || maxInFlight > MAX_IN_FLIGHT) {
      throw new IllegalArgumentException("out of range: " + snapshotEntries + ", " + maxInFlight);
    }
    if (maxInFlightBytes < 1 || segmentBytes < 4096 || electionTimeout.toMillis() < 50) {
      throw new IllegalArgumentException("out of range: " + maxInFlightBytes + ", " + segmentBytes);
    }
    if (start instanceof StartMode.Bootstrap(var voters) && !voters.contains(nodeId)) {
      throw new IllegalArgumentException("begins without itself: " + nodeId + ", " + voters);
    }
    if (cluster.isEmpty() || cluster.length() > MAX_CLUSTER_NAME) {
      throw new IllegalArgumentException("not a name for a cluster: " + cluster);
    }
  }

  /**
   * Consul's figures: a snapshot every 16,384 entries, 1 s times a multiplier of 5. A new log has
   * this server as its only member.
   */
  public static JRaftSettings of(Path folder, String nodeId) {
    return new JRaftSettings(
        folder,
        nodeId,
        16_384,
        MAX_IN_FLIGHT,
        64L << 20,
        16 << 20,
        Duration.ofSeconds(5),
        new StartMode.Bootstrap(List.of(nodeId)),
        "proconsul");
  }

  public JRaftSettings withSnapshotEntries(int entries) {
    return new JRaftSettings(
        folder,
        nodeId,
        entries,
        maxInFlight,
        maxInFlightBytes,
        segmentBytes,
        electionTimeout,
        start,
        cluster);
  }

  public JRaftSettings withSegmentBytes(int bytes) {
    return new JRaftSettings(
        folder,
        nodeId,
        snapshotEntries,
        maxInFlight,
        maxInFlightBytes,
        bytes,
        electionTimeout,
        start,
        cluster);
  }

  /** @param timeout 1 s times {@code raft_multiplier} */
  public JRaftSettings withElectionTimeout(Duration timeout) {
    return new JRaftSettings(
        folder,
        nodeId,
        snapshotEntries,
        maxInFlight,
        maxInFlightBytes,
        segmentBytes,
        timeout,
        start,
        cluster);
  }

  /** How a cluster begins: with these voters, or by being added to others. */
  public JRaftSettings withStart(StartMode mode, String clusterName) {
    return new JRaftSettings(
        folder,
        nodeId,
        snapshotEntries,
        maxInFlight,
        maxInFlightBytes,
        segmentBytes,
        electionTimeout,
        mode,
        clusterName);
  }

  Path peersFile() {
    return folder.resolve("peers.json");
  }

  Path logFolder() {
    return folder.resolve("log");
  }

  Path metaFolder() {
    return folder.resolve("meta");
  }

  Path snapshotFolder() {
    return folder.resolve("snapshot");
  }
}
