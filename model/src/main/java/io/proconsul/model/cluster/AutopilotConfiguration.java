package io.proconsul.model.cluster;

import java.time.Duration;

/**
 * What autopilot goes by.
 *
 * @param lastContactThreshold a server that heard of its leader longer ago is unhealthy
 * @param maxTrailingLogs a server that is further behind is unhealthy
 * @param minQuorum dead servers stay when fewer voters than this would be left; 0 for no bound
 * @param serverStabilizationTime how long a new server must be healthy before it votes
 * @param redundancyZoneTag kept for Consul Enterprise's readers, without effect, as are the next
 *     two
 */
public record AutopilotConfiguration(
    boolean cleanupDeadServers,
    Duration lastContactThreshold,
    long maxTrailingLogs,
    int minQuorum,
    Duration serverStabilizationTime,
    String redundancyZoneTag,
    boolean disableUpgradeMigration,
    String upgradeVersionTag,
    long createIndex,
    long modifyIndex) {

  public static final AutopilotConfiguration DEFAULT = new AutopilotConfiguration(
      true, Duration.ofMillis(200), 250, 0, Duration.ofSeconds(10), "", false, "", 0, 0);
}
