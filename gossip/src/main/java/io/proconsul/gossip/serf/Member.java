package io.proconsul.gossip.serf;

import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A member of the pool as its user sees it; tags are sorted by name. */
public record Member(
    String name,
    NodeAddress address,
    Map<String, String> tags,
    MemberStatus status,
    Versions versions) {
  public Member {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  Member withStatus(MemberStatus newStatus) {
    return new Member(name, address, tags, newStatus, versions);
  }
}
