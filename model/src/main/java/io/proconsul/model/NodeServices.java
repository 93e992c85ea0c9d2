package io.proconsul.model;

import java.util.List;

/** A node with all instances on it, ordered by instance id. */
public record NodeServices(Node node, List<ServiceInstance> services) {
  public NodeServices {
    services = List.copyOf(services);
  }
}
