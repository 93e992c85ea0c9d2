package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.GoTime;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.time.Duration;
import java.time.Instant;

/**
 * How a server fares in the eyes of the leader's autopilot.
 *
 * @param serfStatus {@code alive}, {@code leaving}, {@code left}, {@code failed} or {@code none}
 * @param lastContact since it heard of the leader; negative for never
 * @param stableSince when {@code healthy} last changed
 */
public record ServerHealth(
    String id,
    String name,
    String address,
    String serfStatus,
    String version,
    boolean leader,
    Duration lastContact,
    long lastTerm,
    long lastIndex,
    boolean healthy,
    boolean voter,
    Instant stableSince) {
  public static final Mapping<ServerHealth> MAPPING = new Mapping<>() {
    @Override
    public void write(ServerHealth value, Sink out) {
      out.beginObject();
      out.field("ID", value.id);
      out.field("Name", value.name);
      out.field("Address", value.address);
      out.field("SerfStatus", value.serfStatus);
      out.field("Version", value.version);
      out.field("Leader", value.leader);
      out.field("LastContact", GoDuration.format(value.lastContact));
      out.unsignedField("LastTerm", value.lastTerm);
      out.unsignedField("LastIndex", value.lastIndex);
      out.field("Healthy", value.healthy);
      out.field("Voter", value.voter);
      out.field("StableSince", GoTime.format(value.stableSince));
      out.endObject();
    }

    @Override
    public ServerHealth read(Fields in) {
      return new ServerHealth(
          in.string("ID"),
          in.string("Name"),
          in.string("Address"),
          in.string("SerfStatus"),
          in.string("Version"),
          in.bool("Leader"),
          in.duration("LastContact"),
          in.unsigned("LastTerm"),
          in.unsigned("LastIndex"),
          in.bool("Healthy"),
          in.bool("Voter"),
          GoTime.parse(in.string("StableSince")));
    }
  };
}
