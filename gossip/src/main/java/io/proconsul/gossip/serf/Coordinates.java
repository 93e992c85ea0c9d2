package io.proconsul.gossip.serf;

import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.vivaldi.Coordinate;
import io.proconsul.gossip.vivaldi.CoordinateClient;
import io.proconsul.gossip.vivaldi.PingPayload;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** This node's coordinate and those that others told of theirs. Owned by {@link Serf}. */
final class Coordinates {
  private static final byte[] NOTHING = {};

  private final String self;
  private final boolean on;
  private final CoordinateClient client;
  /** Of members only, so bounded by them. */
  private final Map<String, Coordinate> byNode = new HashMap<>();

  /** @param on whether to measure and to tell; else this node stands where it began */
  Coordinates(String self, RandomGenerator random, boolean on) {
    this.self = self;
    this.on = on;
    this.client = new CoordinateClient(random);
  }

  byte[] payload() {
    return on ? PingPayload.encode(client.coordinate()) : NOTHING;
  }

  /** An answer to a probe; why it was not used. */
  Optional<String> measured(Peer peer, Duration roundTrip, byte[] payload) {
    if (!on || payload.length == 0) {
      return Optional.empty();
    }
    Optional<Coordinate> told = PingPayload.decode(payload);
    if (told.isEmpty()) {
      return Optional.of("Failed to decode coordinate from ping of " + peer.name());
    }
    Coordinate other = told.get();
    Optional<String> refused = client.update(peer.name(), other, roundTrip);
    if (refused.isEmpty()) {
      byNode.put(peer.name(), other);
    }
    return refused.map(reason -> "Rejected coordinate from " + peer.name() + ": " + reason);
  }

  void forget(String node) {
    byNode.remove(node);
    client.forget(node);
  }

  Coordinate own() {
    return client.coordinate();
  }

  Optional<Coordinate> of(String node) {
    return node.equals(self) ? Optional.of(own()) : Optional.ofNullable(byNode.get(node));
  }

  long resets() {
    return client.resets();
  }
}
