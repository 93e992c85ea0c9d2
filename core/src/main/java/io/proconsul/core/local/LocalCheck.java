package io.proconsul.core.local;

import io.proconsul.model.CheckDefinition;
import io.proconsul.model.HealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * A check of this agent.
 *
 * @param definition null for maintenance mode, which nobody runs
 * @param criticalSince milliseconds since 1970; 0 unless an update made or found it critical
 * @param gone whether it was deregistered here and only the catalog still has it
 */
public record LocalCheck(
    HealthCheck check,
    @Nullable CheckDefinition definition,
    String token,
    Source source,
    long criticalSince,
    boolean gone) {

  public String id() {
    return check.checkId();
  }

  LocalCheck asGone() {
    return new LocalCheck(check, definition, token, source, criticalSince, true);
  }

  LocalCheck with(HealthCheck newCheck, long newCriticalSince) {
    return new LocalCheck(newCheck, definition, token, source, newCriticalSince, gone);
  }
}
