package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.List;

/**
 * All servers together.
 *
 * @param failureTolerance how many healthy voters may be lost before there is no quorum
 */
public record AutopilotHealth(boolean healthy, int failureTolerance, List<ServerHealth> servers) {
  public static final Mapping<AutopilotHealth> MAPPING = new Mapping<>() {
    @Override
    public void write(AutopilotHealth value, Sink out) {
      out.beginObject();
      out.field("Healthy", value.healthy);
      out.field("FailureTolerance", value.failureTolerance);
      out.list("Servers", value.servers, ServerHealth.MAPPING::write);
      out.endObject();
    }

    @Override
    public AutopilotHealth read(Fields in) {
      List<ServerHealth> servers = in.list("Servers", "ServerHealth", ServerHealth.MAPPING::read);
      return new AutopilotHealth(
          in.bool("Healthy"),
          in.integer("FailureTolerance"),
          servers == null ? List.of() : servers);
    }
  };

  public AutopilotHealth {
    servers = List.copyOf(servers);
  }
}
