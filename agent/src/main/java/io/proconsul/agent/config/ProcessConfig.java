package io.proconsul.agent.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the process begins and ends.
 *
 * @param pidFile written at the start, removed at the end
 * @param leaveOnTerminate whether SIGTERM leaves the cluster before the end
 * @param skipLeaveOnInterrupt whether SIGINT ends without leaving
 * @param enableDebug whether profiles may be asked for over HTTP
 */
public record ProcessConfig(
    Optional<Path> pidFile,
    boolean leaveOnTerminate,
    boolean skipLeaveOnInterrupt,
    boolean enableDebug) {
  public static final ProcessConfig DEFAULT =
      new ProcessConfig(Optional.empty(), false, true, false);
}
