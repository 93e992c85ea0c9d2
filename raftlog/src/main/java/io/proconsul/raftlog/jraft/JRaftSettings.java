package io.proconsul.raftlog.jraft;

import java.nio.file.Path;
import java.time.Duration;

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
 */
public record JRaftSettings(
    Path folder,
    String nodeId,
    int snapshotEntries,
    int maxInFlight,
    long maxInFlightBytes,
    int segmentBytes,
    Duration electionTimeout) {

  /** JRaft's ring buffers hold as many, so that what the bound lets in is never refused there. */
  static final int MAX_IN_FLIGHT = 8_192;

  public JRaftSettings {
    if (!nodeId.matches("[A-Za-z0-9.-]{1,255}")) {
      throw new IllegalArgumentException("not a node id: " + nodeId);
    }
    if (snapshotEntries < 1 || maxInFlight < 1 || maxInFlight > MAX_IN_FLIGHT) {
      throw new IllegalArgumentException("out of range: " + snapshotEntries + ", " + maxInFlight);
    }
    if (maxInFlightBytes < 1 || segmentBytes < 4096 || electionTimeout.toMillis() < 50) {
      throw new IllegalArgumentException("out of range: " + maxInFlightBytes + ", " + segmentBytes);
    }
  }

  /** Consul's figures: a snapshot every 16,384 entries, 1 s times a multiplier of 5. */
  public static JRaftSettings of(Path folder, String nodeId) {
    return new JRaftSettings(
        folder, nodeId, 16_384, MAX_IN_FLIGHT, 64L << 20, 16 << 20, Duration.ofSeconds(5));
  }

  public JRaftSettings withSnapshotEntries(int entries) {
    return new JRaftSettings(
        folder, nodeId, entries, maxInFlight, maxInFlightBytes, segmentBytes, electionTimeout);
  }

  public JRaftSettings withSegmentBytes(int bytes) {
    return new JRaftSettings(
        folder, nodeId, snapshotEntries, maxInFlight, maxInFlightBytes, bytes, electionTimeout);
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
