package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.ServerHealth;
import java.util.List;

/** {@code structs.AutopilotConfig} and {@code AutopilotHealthReply}: with binary times. */
public final class AutopilotForm {
  /** {@code serf.MemberStatus} by its numbers. */
  private static final List<String> STATUS = List.of("none", "alive", "leaving", "left", "failed");

  /** As over HTTP, but durations are numbers. */
  public static final Mapping<AutopilotConfiguration> CONFIGURATION = new Mapping<>() {
    @Override
    public void write(AutopilotConfiguration value, Sink out) {
      out.beginObject();
      out.field("CleanupDeadServers", value.cleanupDeadServers());
      out.field("LastContactThreshold", value.lastContactThreshold().toNanos());
      out.unsignedField("MaxTrailingLogs", value.maxTrailingLogs());
      out.field("MinQuorum", value.minQuorum());
      out.field("ServerStabilizationTime", value.serverStabilizationTime().toNanos());
      out.field("RedundancyZoneTag", value.redundancyZoneTag());
      out.field("DisableUpgradeMigration", value.disableUpgradeMigration());
      out.field("UpgradeVersionTag", value.upgradeVersionTag());
      out.unsignedField("CreateIndex", value.createIndex());
      out.unsignedField("ModifyIndex", value.modifyIndex());
      out.endObject();
    }

    @Override
    public AutopilotConfiguration read(Fields in) {
      return AutopilotConfiguration.MAPPING.read(in);
    }
  };

  public static final Form<AutopilotHealth> HEALTH = Form.object(
      (health, out) -> {
        out.field("Healthy", health.healthy());
        out.field("FailureTolerance", health.failureTolerance());
        out.list("Servers", health.servers(), AutopilotForm::writeServer);
      },
      in -> new AutopilotHealth(
          in.bool("Healthy"),
          in.integer("FailureTolerance"),
          Form.orEmpty(in.list("Servers", "AutopilotServerHealth", AutopilotForm::readServer))));

  private AutopilotForm() {}

  private static void writeServer(ServerHealth server, Sink out) {
    out.beginObject();
    out.field("ID", server.id());
    out.field("Name", server.name());
    out.field("Address", server.address());
    out.field("SerfStatus", Math.max(0, STATUS.indexOf(server.serfStatus())));
    out.field("Version", server.version());
    out.field("Leader", server.leader());
    out.field("LastContact", server.lastContact().toNanos());
    out.unsignedField("LastTerm", server.lastTerm());
    out.unsignedField("LastIndex", server.lastIndex());
    out.field("Healthy", server.healthy());
    out.field("Voter", server.voter());
    TimeForm.field("StableSince", server.stableSince(), out);
    out.endObject();
  }

  private static ServerHealth readServer(Fields in) {
    int status = in.integer("SerfStatus");
    return new ServerHealth(
        in.string("ID"),
        in.string("Name"),
        in.string("Address"),
        status > 0 && status < STATUS.size() ? STATUS.get(status) : STATUS.getFirst(),
        in.string("Version"),
        in.bool("Leader"),
        in.duration("LastContact"),
        in.unsigned("LastTerm"),
        in.unsigned("LastIndex"),
        in.bool("Healthy"),
        in.bool("Voter"),
        TimeForm.read(in, "StableSince"));
  }
}
