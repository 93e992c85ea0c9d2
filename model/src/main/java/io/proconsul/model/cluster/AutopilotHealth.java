package io.proconsul.model.cluster;

import java.util.List;

/**
 * All servers together.
 *
 * @param failureTolerance how many healthy voters may be lost before there is no quorum
 */
public record AutopilotHealth(boolean healthy, int failureTolerance, List<ServerHealth> servers) {
  public AutopilotHealth {
    servers = List.copyOf(servers);
  }
}
