package io.proconsul.core.catalog;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.VirtualIpCommand;
import io.proconsul.model.TaggedAddresses;
import java.util.List;
import java.util.Objects;

/** {@code /v1/internal/service-virtual-ip}: addresses that somebody chooses for a service. */
public final class VirtualIpEndpoint implements Endpoint {
  private static final int MOST = 8;
  private static final Render<VirtualIpCommand.Outcome> OUTCOME =
      Render.json(VirtualIpEndpoint::write);

  @Override
  public void register(Routes routes) {
    routes.add(Method.PUT, "/v1/internal/service-virtual-ip", VirtualIpEndpoint::assign);
  }

  private static Action assign(Request request) {
    Fields in = request.bodyFields("structs.AssignServiceManualVIPsRequest", "");
    String service = in.string("Service");
    List<String> addresses = Objects.requireNonNullElse(in.strings("ManualVIPs"), List.of());
    if (addresses.size() > MOST) {
      throw new ConsulException.Refused(
          "cannot associate more than " + MOST + " manual virtual IPs with the same service");
    }
    for (String address : addresses) {
      requireV4(address);
    }
    return new Action.Write<>(new VirtualIpCommand(service, addresses), OUTCOME, "");
  }

  /** What is no address at all is shown as Go shows the lack of one. */
  private static void requireV4(String address) {
    if (!TaggedAddresses.isV4(address)) {
      String shown = TaggedAddresses.isV6(address) ? address : "<nil>";
      throw new ConsulException.Refused('"' + shown + "\" is not a valid IPv4 address");
    }
  }

  private static void write(VirtualIpCommand.Outcome outcome, Sink out) {
    out.beginObject();
    out.field("Found", outcome.found());
    out.list(
        "UnassignedFrom",
        outcome.unassignedFrom().isEmpty() ? null : outcome.unassignedFrom(),
        VirtualIpEndpoint::writeService);
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
}
