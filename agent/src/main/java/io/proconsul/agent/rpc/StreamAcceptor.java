package io.proconsul.agent.rpc;

/** Takes over connections that chose Raft or snapshots. */
@FunctionalInterface
public interface StreamAcceptor {
  /**
   * Takes the connection and closes it when done. Called on a virtual thread of the connection's
   * own, which it may keep.
   */
  void accept(RpcStream stream, Peer peer);
}
