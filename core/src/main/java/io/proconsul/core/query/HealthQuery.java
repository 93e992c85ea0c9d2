package io.proconsul.core.query;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import java.util.List;
import java.util.Map;

/** Questions about health. */
public sealed interface HealthQuery<R> extends Query<R> {
  record NodeChecks(String node) implements HealthQuery<List<HealthCheck>> {}

  record ServiceChecks(String service, Map<String, String> nodeMeta)
      implements HealthQuery<List<HealthCheck>> {}

  /** A state, or {@code any}; without case. */
  record ChecksInState(String state, Map<String, String> nodeMeta)
      implements HealthQuery<List<HealthCheck>> {}

  /** The ingress gateways that are configured to expose a service, with their checks. */
  record IngressHealth(String service) implements HealthQuery<List<HealthEntry>> {}

  /**
   * The instances of a service with their node and checks.
   *
   * @param passingOnly leaves out every instance with a check that is not passing
   */
  record ServiceHealth(
      String service,
      List<String> tags,
      Map<String, String> nodeMeta,
      boolean passingOnly,
      boolean connect)
      implements HealthQuery<List<HealthEntry>> {}
}
