package io.proconsul.core.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.query.Query;

/** Asks other servers for what this agent's tables do not have. */
@FunctionalInterface
public interface Elsewhere {
  /**
   * Waits for the answer.
   *
   * @param datacenter empty for the agent's own
   * @throws ConsulException when nobody answers, or they refuse
   */
  <R> R ask(String datacenter, Query<R> query);
}
