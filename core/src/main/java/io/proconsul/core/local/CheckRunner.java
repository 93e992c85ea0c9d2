package io.proconsul.core.local;

import io.proconsul.model.CheckDefinition;
import java.util.Optional;

/** Runs the checks that look at something again and again; the agent has one. Any thread. */
public interface CheckRunner {
  /** Why this agent cannot run such a check; empty when it can. */
  Optional<String> refusal(CheckDefinition definition);

  /**
   * Runs a check from now on, in place of one with the same id.
   *
   * @param maxOutput bytes of output to keep
   */
  void start(String checkId, CheckDefinition definition, int maxOutput);

  /** Harmless for a check that does not run. */
  void stop(String checkId);
}
