package io.proconsul.core.local;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;

/** Takes the node or a service out of use by a check that is critical until it is removed. */
final class Maintenance {
  static final String NODE = "_node_maintenance";
  static final String SERVICE_PREFIX = "_service_maintenance:";

  private static final String NODE_DEFAULT =
      "Maintenance mode is enabled for this node, but no reason was provided. This is a default"
          + " message.";
  private static final String SERVICE_DEFAULT =
      "Maintenance mode is enabled for this service, but no reason was provided. This is a default"
          + " message.";

  private Maintenance() {}

  static boolean isMaintenance(String checkId) {
    return checkId.equals(NODE) || checkId.startsWith(SERVICE_PREFIX);
  }

  static void ofNode(LocalRegistry registry, boolean enable, String reason, LocalStore.Done done) {
    HealthCheck check = HealthCheck.of("", NODE, "Node Maintenance Mode", HealthCheck.CRITICAL)
        .withNotes(reason.isEmpty() ? NODE_DEFAULT : reason);
    set(registry, check, enable, done);
  }

  /** @throws io.proconsul.core.api.ConsulException.NotFound when there is no such service */
  static void ofService(
      LocalRegistry registry, String id, boolean enable, String reason, LocalStore.Done done) {
    ServiceInstance service = registry.requireService(id).instance();
    HealthCheck check = HealthCheck.of(
            "", SERVICE_PREFIX + id, "Service Maintenance Mode", HealthCheck.CRITICAL)
        .withNotes(reason.isEmpty() ? SERVICE_DEFAULT : reason)
        .withService(id, service.service(), java.util.List.of());
    set(registry, check, enable, done);
  }

  /** A second time changes nothing: the first reason stays. */
  private static void set(
      LocalRegistry registry, HealthCheck check, boolean enable, LocalStore.Done done) {
    boolean enabled = registry.state().check(check.checkId()) != null;
    if (enable == enabled) {
      done.ended("");
    } else if (enable) {
      registry.putUnrun(check.withRun("maintenance", "", ""), done);
    } else {
      registry.deregisterCheck(check.checkId(), done);
    }
  }
}
