package io.proconsul.core.operation;

import io.proconsul.model.cluster.RaftStats;
import java.util.List;

/** What any server tells of its datacenter. */
public sealed interface StatusOperation<R> extends Operation<R> {
  /** The leader's {@code host:port}; empty while none is known. */
  record Leader() implements StatusOperation<String> {}

  /** The {@code host:port} of all servers in the Raft configuration. */
  record Peers() implements StatusOperation<List<String>> {}

  /** How far the asked server's own log has come. */
  record Progress() implements StatusOperation<RaftStats> {}

  /** All known datacenters: the own first, then the nearest first. */
  record Datacenters() implements StatusOperation<List<String>> {}

  @Override
  default boolean forLeader() {
    return false;
  }
}
