package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A member as this node sees it at one moment; nobody may change the bytes of its metadata. */
public record Peer(
    String name, NodeAddress address, byte[] metadata, State state, Versions versions) {
  public enum State {
    ALIVE,
    SUSPECT,
    DEAD,
    LEFT
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Peer that
        && name.equals(that.name)
        && address.equals(that.address)
        && Arrays.equals(metadata, that.metadata)
        && state == that.state
        && versions.equals(that.versions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, address, state);
  }
}
