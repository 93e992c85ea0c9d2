package io.proconsul.core.operation;

import io.proconsul.model.cluster.KeyringResponse;
import java.util.List;

/**
 * Asks all members of the LAN pools of all datacenters, and of the WAN pool, about their keys.
 *
 * @param key base64; empty for a list
 * @param relayFactor by how many other members each answer travels as well, 0 to 5
 * @param localOnly only the LAN pool of the asked server's datacenter; for a list
 * @param forwarded another datacenter's server asks on: only the LAN pool here, and no others
 */
public record KeyringOperation(
    Action action, String key, int relayFactor, boolean localOnly, boolean forwarded)
    implements Operation<List<KeyringResponse>> {

  /** What to do with the key. */
  public enum Action {
    LIST,
    INSTALL,
    USE,
    REMOVE
  }

  @Override
  public boolean forLeader() {
    return false;
  }
}
