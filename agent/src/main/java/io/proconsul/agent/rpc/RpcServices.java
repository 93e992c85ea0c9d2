package io.proconsul.agent.rpc;

import org.jspecify.annotations.Nullable;

/**
 * What the server port serves.
 *
 * @param raft null where there is none: such connections are refused
 * @param snapshots likewise; clients may come as well as servers, so it asks for a token
 */
public record RpcServices(
    RpcHandler calls,
    @Nullable StreamAcceptor raft,
    @Nullable StreamAcceptor snapshots) {
  public static RpcServices of(RpcHandler calls) {
    return new RpcServices(calls, null, null);
  }
}
