package io.proconsul.model.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What autopilot knows, in the form of {@code /v1/operator/autopilot/state}.
 *
 * @param leader its node id
 * @param voters their node ids
 */
public record AutopilotState(
    boolean healthy,
    int failureTolerance,
    List<Server> servers,
    String leader,
    List<String> voters) {

  /**
   * @param status {@code leader}, {@code voter}, {@code non-voter} or {@code none}
   * @param meta of its node
   */
  public record Server(ServerHealth health, String status, Map<String, String> meta) {
    public Server {
      meta = new TreeMap<>(meta);
    }
  }

  public AutopilotState {
    servers = List.copyOf(servers);
    voters = List.copyOf(voters);
  }
}
