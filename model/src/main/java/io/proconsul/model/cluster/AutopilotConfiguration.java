package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.Objects;

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
  public static final Mapping<AutopilotConfiguration> MAPPING = new Mapping<>() {
    @Override
    public void write(AutopilotConfiguration value, Sink out) {
      out.beginObject();
      out.field("CleanupDeadServers", value.cleanupDeadServers);
      out.field("LastContactThreshold", GoDuration.format(value.lastContactThreshold));
      out.unsignedField("MaxTrailingLogs", value.maxTrailingLogs);
      out.field("MinQuorum", value.minQuorum);
      out.field("ServerStabilizationTime", GoDuration.format(value.serverStabilizationTime));
      out.field("RedundancyZoneTag", value.redundancyZoneTag);
      out.field("DisableUpgradeMigration", value.disableUpgradeMigration);
      out.field("UpgradeVersionTag", value.upgradeVersionTag);
      out.unsignedField("CreateIndex", value.createIndex);
      out.unsignedField("ModifyIndex", value.modifyIndex);
      out.endObject();
    }

    // What is not there is as in DEFAULT.
    @Override
    public AutopilotConfiguration read(Fields in) {
      return new AutopilotConfiguration(
          Objects.requireNonNullElse(in.boolOrNull("CleanupDeadServers"), true),
          in.has("LastContactThreshold")
              ? in.duration("LastContactThreshold")
              : DEFAULT.lastContactThreshold,
          in.has("MaxTrailingLogs") ? in.unsigned("MaxTrailingLogs") : DEFAULT.maxTrailingLogs,
          minQuorum(in),
          in.has("ServerStabilizationTime")
              ? in.duration("ServerStabilizationTime")
              : DEFAULT.serverStabilizationTime,
          in.string("RedundancyZoneTag"),
          in.bool("DisableUpgradeMigration"),
          in.string("UpgradeVersionTag"),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }

    private static int minQuorum(Fields in) {
      Value value = in.value("MinQuorum");
      return switch (value) {
        case null -> 0;
        case Value.Int(long number) when number >= 0 && number <= Integer.MAX_VALUE -> (int) number;
        default -> throw in.mismatch(value, "MinQuorum", "uint");
      };
    }
  };

  public static final AutopilotConfiguration DEFAULT = new AutopilotConfiguration(
      true, Duration.ofMillis(200), 250, 0, Duration.ofSeconds(10), "", false, "", 0, 0);

  public AutopilotConfiguration withIndexes(long created, long modified) {
    return new AutopilotConfiguration(
        cleanupDeadServers,
        lastContactThreshold,
        maxTrailingLogs,
        minQuorum,
        serverStabilizationTime,
        redundancyZoneTag,
        disableUpgradeMigration,
        upgradeVersionTag,
        created,
        modified);
  }
}
