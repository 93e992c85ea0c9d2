package io.proconsul.model;

import io.proconsul.codec.Sink;
import java.util.List;

/** An instance, its node, and the checks that decide on it: the node's and its own. */
public record HealthEntry(Node node, ServiceInstance service, List<HealthCheck> checks) {
  public HealthEntry {
    checks = List.copyOf(checks);
  }

  public void writeTo(Sink out) {
    out.beginObject();
    out.field("Node", node, Node.MAPPING::write);
    out.field("Service", service, ServiceInstance::writeListedTo);
    out.list("Checks", checks, HealthCheck.MAPPING::write);
    out.endObject();
  }
}
