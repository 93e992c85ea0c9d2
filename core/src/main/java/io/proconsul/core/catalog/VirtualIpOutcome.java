package io.proconsul.core.catalog;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.core.command.VirtualIpCommand;
import java.util.List;
import java.util.Objects;

/** Spells how it went to give a service addresses. */
public final class VirtualIpOutcome implements Mapping<VirtualIpCommand.Outcome> {
  public static final VirtualIpOutcome MAPPING = new VirtualIpOutcome();

  private VirtualIpOutcome() {}

  @Override
  public void write(VirtualIpCommand.Outcome outcome, Sink out) {
    out.beginObject();
    out.field("Found", outcome.found());
    out.list(
        "UnassignedFrom",
        outcome.unassignedFrom().isEmpty() ? null : outcome.unassignedFrom(),
        VirtualIpOutcome::writeService);
    out.endObject();
  }

  private static void writeService(String name, Sink out) {
    out.beginObject();
    out.name("ServiceName");
    out.beginObject();
    out.field("Name", name);
    out.endObject();
    out.field("Peer", "");
    out.endObject();
  }

  @Override
  public VirtualIpCommand.Outcome read(Fields in) {
    List<String> losers =
        in.list("UnassignedFrom", "PeeredServiceName", VirtualIpOutcome::readService);
    return new VirtualIpCommand.Outcome(
        in.bool("Found"), Objects.requireNonNullElse(losers, List.of()));
  }

  private static String readService(Fields in) {
    String name = in.object("ServiceName", "ServiceName", inner -> inner.string("Name"));
    return Objects.requireNonNullElse(name, "");
  }
}
