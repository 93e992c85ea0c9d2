package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.GoDuration;
import io.proconsul.model.cluster.AutopilotConfiguration;

/** {@code consul operator autopilot get-config}: what autopilot goes by. */
public final class AutopilotGetConfig extends ApiCommand {
  public AutopilotGetConfig() {
    super(Scope.SERVER);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    AutopilotConfiguration found = Failure.unless(
        "Error querying Autopilot configuration",
        () -> client.operator().autopilotConfiguration(api.query()));
    terminal.out("CleanupDeadServers = " + found.cleanupDeadServers());
    terminal.out("LastContactThreshold = " + GoDuration.format(found.lastContactThreshold()));
    terminal.out("MaxTrailingLogs = " + Long.toUnsignedString(found.maxTrailingLogs()));
    terminal.out("MinQuorum = " + found.minQuorum());
    terminal.out("ServerStabilizationTime = " + GoDuration.format(found.serverStabilizationTime()));
    terminal.out("RedundancyZoneTag = \"" + found.redundancyZoneTag() + "\"");
    terminal.out("DisableUpgradeMigration = " + found.disableUpgradeMigration());
    terminal.out("UpgradeVersionTag = \"" + found.upgradeVersionTag() + "\"");
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator autopilot get-config [options]

          Prints what autopilot goes by.""";
  }
}
