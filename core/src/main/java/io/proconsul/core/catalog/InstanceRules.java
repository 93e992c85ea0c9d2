package io.proconsul.core.catalog;

import io.proconsul.core.api.ConsulException;
import io.proconsul.model.ServiceInstance;

/** What a client may say of an instance, over whichever endpoint it comes. */
public final class InstanceRules {
  private InstanceRules() {}

  /**
   * The instance with the id that its name implies.
   *
   * @throws ConsulException.Refused in Consul's words
   */
  public static ServiceInstance complete(ServiceInstance given) {
    if (given.service().isEmpty()) {
      throw new ConsulException.Refused(
          given.id().isEmpty()
              ? "Must provide service name (Service.Service)"
              : "Must provide service name (Service.Service) when service ID is provided");
    }
    MeshRules.refuse(given);
    return given.id().isEmpty() ? given.withId(given.service()) : given;
  }
}
