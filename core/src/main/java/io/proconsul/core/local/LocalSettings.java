package io.proconsul.core.local;

import io.proconsul.model.Node;
import java.time.Duration;

/**
 * What the agent's own part is told once.
 *
 * @param node this agent's node as the catalog is to have it, without indexes
 * @param server whether the {@code consul} service belongs to this node
 * @param pretty whether JSON is indented though nobody asks
 * @param checks how checks are run
 */
public record LocalSettings(Node node, boolean server, boolean pretty, Checks checks) {
  /**
   * How checks are run.
   *
   * @param remoteScripts whether scripts may be registered over the API
   * @param localScripts whether scripts may be configured in files
   * @param discardOutput keeps no output of checks
   * @param updateInterval how long a change of output alone waits before it is shown to all
   * @param outputMaxSize bytes of output that are kept
   */
  public record Checks(
      boolean remoteScripts,
      boolean localScripts,
      boolean discardOutput,
      Duration updateInterval,
      int outputMaxSize) {
    public static final Checks DEFAULT =
        new Checks(false, false, false, Duration.ofMinutes(5), 4096);
  }

  public String nodeName() {
    return node.node();
  }
}
