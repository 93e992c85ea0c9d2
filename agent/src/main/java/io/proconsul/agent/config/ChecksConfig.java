package io.proconsul.agent.config;

import java.time.Duration;

/**
 * How this agent runs checks.
 *
 * @param enableScriptChecks whether programs may be run as checks, registered over the API too
 * @param enableLocalScriptChecks whether they may when they are defined in files
 * @param discardOutput keeps no output of checks
 * @param updateInterval how long a change of output alone waits before it is shown to all
 * @param outputMaxSize bytes of output that are kept
 */
public record ChecksConfig(
    boolean enableScriptChecks,
    boolean enableLocalScriptChecks,
    boolean discardOutput,
    Duration updateInterval,
    int outputMaxSize)
    implements AgentConfig.Part {
  public static final ChecksConfig DEFAULT =
      new ChecksConfig(false, false, false, Duration.ofMinutes(5), 4096);
}
