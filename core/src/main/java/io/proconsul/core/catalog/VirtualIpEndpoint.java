package io.proconsul.core.catalog;

import io.proconsul.codec.Fields;
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
      Render.json(VirtualIpOutcome.MAPPING::write);

  @Override
  public void register(Routes routes) {
    routes.add(Method.PUT, "/v1/internal/service-virtual-ip", VirtualIpEndpoint::assign);
  }

  private static Action assign(Request request) {
    Fields in = request.bodyFields("structs.AssignServiceManualVIPsRequest", "");
    String service = in.string("Service");
    List<String> addresses = Objects.requireNonNullElse(in.strings("ManualVIPs"), List.of());
    return new Action.Write<>(command(service, addresses), OUTCOME, "");
  }

  /** @throws ConsulException.Refused in Consul's words when these addresses cannot be given */
  public static VirtualIpCommand command(String service, List<String> addresses) {
    if (addresses.size() > MOST) {
      throw new ConsulException.Refused(
          "cannot associate more than " + MOST + " manual virtual IPs with the same service");
    }
    for (String address : addresses) {
      requireV4(address);
    }
    return new VirtualIpCommand(service, addresses);
  }

  /** What is no address at all is shown as Go shows the lack of one. */
  private static void requireV4(String address) {
    if (!TaggedAddresses.isV4(address)) {
      String shown = TaggedAddresses.isV6(address) ? address : "<nil>";
      throw new ConsulException.Refused('"' + shown + "\" is not a valid IPv4 address");
    }
  }
}
