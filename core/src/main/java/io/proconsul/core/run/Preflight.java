package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for every endpoint: where a request is for; refuses what only Enterprise has. */
final class Preflight {
  private Preflight() {}

  /** Registrations name the datacenter in their body; the list of them is the same in all. */
  private static final Set<String> IN_ANY_DATACENTER =
      Set.of("/v1/catalog/register", "/v1/catalog/deregister", "/v1/catalog/datacenters");

  static void check(Request request) {
    Params params = request.params();
    if (!request.path().startsWith("/v1/status/")) {
      refuseEnterprise(request, params);
    }
  }

  private static void refuseEnterprise(Request request, Params params) {
    refuse(params.firstOrNull("partition"), "Invalid query parameter: \"partition\"", "Partitions");
    refuse(params.firstOrNull("ns"), "Invalid query parameter: \"ns\"", "Namespaces");
    refuse(
        request.header("X-Consul-Namespace"),
        "Invalid header: \"X-Consul-Namespace\"",
        "Namespaces");
    refuse(
        request.header("X-Consul-Partition"),
        "Invalid header: \"X-Consul-Partition\"",
        "Partitions");
  }

  /** The datacenter that a request is for. */
  static String datacenter(Request request, String own) {
    return isForOther(request, own) ? request.params().first("dc") : own;
  }

  private static boolean isForOther(Request request, String datacenter) {
    String wanted = request.params().first("dc");
    return !wanted.isEmpty()
        && !wanted.equals(datacenter)
        && !IN_ANY_DATACENTER.contains(request.path())
        && !request.path().startsWith("/v1/agent/");
  }

  private static void refuse(@Nullable String value, String what, String feature) {
    if (value != null && !value.isEmpty()) {
      throw new ConsulException.InvalidRequest(
          what + " - " + feature + " are a Consul Enterprise feature");
    }
  }
}
