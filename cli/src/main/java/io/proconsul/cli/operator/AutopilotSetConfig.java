package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.DurationFlag;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.model.cluster.AutopilotConfiguration;

/** {@code consul operator autopilot set-config}: changes what is given, and keeps the rest. */
public final class AutopilotSetConfig extends ApiCommand {
  private final SwitchFlag cleanupDeadServers = flags.boolValue(
      "cleanup-dead-servers",
      "Whether servers that failed go once another one has come: `true|false`.");
  private final SwitchFlag disableUpgradeMigration = flags.boolValue(
      "disable-upgrade-migration",
      "Kept for Consul Enterprise's users; `true|false`, which has no effect.");
  private final DurationFlag lastContactThreshold = flags.durationValue(
      "last-contact-threshold",
      "A server that heard of its leader longer ago, say `200ms`, is unhealthy.");
  private final NumberFlag maxTrailingLogs =
      flags.count("max-trailing-logs", "A server that is further behind is unhealthy.");
  private final NumberFlag minQuorum = flags.count(
      "min-quorum", "Dead servers stay when fewer servers that vote would be left than this.");
  private final StringFlag redundancyZoneTag =
      flags.text("redundancy-zone-tag", "Kept for Consul Enterprise's users; it has no effect.");
  private final DurationFlag serverStabilizationTime = flags.durationValue(
      "server-stabilization-time",
      "How long, say `10s`, a new server must be healthy before it votes.");
  private final StringFlag upgradeVersionTag =
      flags.text("upgrade-version-tag", "Kept for Consul Enterprise's users; it has no effect.");

  public AutopilotSetConfig() {
    super(Scope.SERVER);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    AutopilotConfiguration present = Failure.unless(
        "Error querying Autopilot configuration",
        () -> client.operator().autopilotConfiguration(QueryOptions.DEFAULT));
    AutopilotConfiguration wanted = changed(present);
    if (!Failure.unless(
        "Error setting Autopilot configuration",
        () -> client.operator().setAutopilotConfiguration(wanted))) {
      throw new Failure("Configuration could not be atomically updated, please try again");
    }
    terminal.out("Configuration updated!");
    return 0;
  }

  private AutopilotConfiguration changed(AutopilotConfiguration present) {
    return new AutopilotConfiguration(
        cleanupDeadServers.isSet() ? cleanupDeadServers.get() : present.cleanupDeadServers(),
        lastContactThreshold.isSet() ? lastContactThreshold.get() : present.lastContactThreshold(),
        maxTrailingLogs.isSet() ? maxTrailingLogs.get() : present.maxTrailingLogs(),
        minQuorum.isSet() ? Math.clamp(minQuorum.get(), 0, Integer.MAX_VALUE) : present.minQuorum(),
        serverStabilizationTime.isSet()
            ? serverStabilizationTime.get()
            : present.serverStabilizationTime(),
        redundancyZoneTag.or(present.redundancyZoneTag()),
        disableUpgradeMigration.isSet()
            ? disableUpgradeMigration.get()
            : present.disableUpgradeMigration(),
        upgradeVersionTag.or(present.upgradeVersionTag()),
        present.createIndex(),
        present.modifyIndex());
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator autopilot set-config [options]

          Changes what autopilot goes by; what is not given stays.

              $ consul operator autopilot set-config -cleanup-dead-servers=false""";
  }
}
