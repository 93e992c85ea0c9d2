package io.proconsul.core.local;

import io.proconsul.model.ServiceInstance;

/**
 * A service of this agent.
 *
 * @param gone whether it was deregistered here and only the catalog still has it
 */
public record LocalService(ServiceInstance instance, String token, Source source, boolean gone) {
  public String id() {
    return instance.id();
  }

  LocalService asGone() {
    return new LocalService(instance, token, source, true);
  }

  LocalService withTags(java.util.List<String> tags) {
    return new LocalService(instance.withTags(tags), token, source, gone);
  }
}
