package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import org.jspecify.annotations.Nullable;

/** Refuses what no endpoint can do: other datacenters yet, and what only Enterprise has. */
final class Preflight {
  private Preflight() {}

  static void check(Request request, String datacenter) {
    Params params = request.params();
    if (!request.path().startsWith("/v1/status/")) {
      refuseEnterprise(request, params);
    }
    String wanted = params.first("dc");
    if (!wanted.isEmpty() && !wanted.equals(datacenter)) {
      throw new ConsulException.Refused("No path to datacenter");
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

  private static void refuse(@Nullable String value, String what, String feature) {
    if (value != null && !value.isEmpty()) {
      throw new ConsulException.InvalidRequest(
          what + " - " + feature + " are a Consul Enterprise feature");
    }
  }
}
