package io.proconsul.core.local;

import io.proconsul.model.ServiceInstance;

/**
 * A service of this agent.
 *
 * @param gone whether it was deregistered here and only the catalog still has it
 * @param sidecar whether it goes with the service that it was registered beside
 */
public record LocalService(
    ServiceInstance instance, String token, Source source, boolean gone, boolean sidecar) {

  /** A service that is no sidecar. */
  public LocalService(ServiceInstance instance, String token, Source source, boolean gone) {
    this(instance, token, source, gone, false);
  }

  public String id() {
    return instance.id();
  }

  LocalService asGone() {
    return new LocalService(instance, token, source, true, sidecar);
  }

  LocalService withTags(java.util.List<String> tags) {
    return new LocalService(instance.withTags(tags), token, source, gone, sidecar);
  }
}
