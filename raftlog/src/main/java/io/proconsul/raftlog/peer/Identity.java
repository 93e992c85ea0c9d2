package io.proconsul.raftlog.peer;

import java.security.SecureRandom;

/**
 * Who this server is to its peers.
 *
 * @param cluster only logs of the same name talk to each other
 * @param incarnation new at each start: two servers of one node id differ by it
 */
public record Identity(String cluster, String nodeId, long incarnation) {

  public static Identity of(String cluster, String nodeId) {
    return new Identity(cluster, nodeId, new SecureRandom().nextLong());
  }
}
