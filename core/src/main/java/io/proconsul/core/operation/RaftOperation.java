package io.proconsul.core.operation;

import io.proconsul.model.cluster.RaftConfiguration;

/** What operators do to the servers that share the log. */
public sealed interface RaftOperation<R> extends Operation<R> {
  /** @param stale any server may answer */
  record Configuration(boolean stale) implements RaftOperation<RaftConfiguration> {
    @Override
    public boolean forLeader() {
      return !stale;
    }
  }

  /** Takes a server out by its {@code host:port}. */
  record RemoveByAddress(String address) implements RaftOperation<Boolean> {}

  /** Takes a server out by its node id. */
  record RemoveById(String id) implements RaftOperation<Boolean> {}

  /** @param id of the server that is to lead; empty for any */
  record Transfer(String id) implements RaftOperation<Boolean> {}

  @Override
  default boolean forLeader() {
    return true;
  }
}
