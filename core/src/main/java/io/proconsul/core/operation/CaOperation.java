package io.proconsul.core.operation;

import io.proconsul.model.connect.CaConfiguration;

/**
 * Has the certificate authority go by something else, which may mean another root. The outcome says
 * only that it was done.
 *
 * @param wanted without the cluster's id and indexes
 */
public record CaOperation(CaConfiguration wanted) implements Operation<Boolean> {
  @Override
  public boolean forLeader() {
    return true;
  }
}
