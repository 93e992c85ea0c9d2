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
      "Controls whether Consul will automatically remove dead servers when new "
          + "ones are successfully added. Must be one of `true|false`.");
  private final SwitchFlag disableUpgradeMigration = flags.boolValue(
      "disable-upgrade-migration",
      "(Enterprise-only) Controls whether Consul will avoid promoting new servers "
          + "until it can perform a migration. Must be one of `true|false`.");
  private final DurationFlag lastContactThreshold = flags.durationValue(
      "last-contact-threshold",
      "Controls the maximum amount of time a server can go without contact from "
          + "the leader before being considered unhealthy. Must be a duration value such "
          + "as `200ms`.");
  private final NumberFlag maxTrailingLogs = flags.count(
      "max-trailing-logs",
      "Controls the maximum number of log entries that a server can trail the "
          + "leader by before being considered unhealthy.");
  private final NumberFlag minQuorum = flags.count(
      "min-quorum",
      "Sets the minimum number of servers required in a quorum before autopilot "
          + "can prune dead servers.");
  private final StringFlag redundancyZoneTag = flags.text(
      "redundancy-zone-tag",
      "(Enterprise-only) Controls the node_meta tag name used for separating "
          + "servers into different redundancy zones.");
  private final DurationFlag serverStabilizationTime = flags.durationValue(
      "server-stabilization-time",
      "Controls the minimum amount of time a server must be stable in the "
          + "'healthy' state before being added to the cluster. Only takes effect if all "
          + "servers are running Raft protocol version 3 or higher. Must be a duration "
          + "value such as `10s`.");
  private final StringFlag upgradeVersionTag = flags.text(
      "upgrade-version-tag",
      "(Enterprise-only) The node_meta tag to use for version info when performing "
          + "upgrade migrations. If left blank, the Consul version will be used.");

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
