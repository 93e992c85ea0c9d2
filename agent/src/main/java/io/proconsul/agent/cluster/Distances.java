package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Pools;
import io.proconsul.agent.member.Roster;
import io.proconsul.core.member.Server;
import io.proconsul.gossip.pool.GossipPool;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far other datacenters are, by the coordinates of the WAN pool. Any thread. */
public record Distances(Server self, Roster roster, Pools pools) {
  private static final String AREA = "wan";

  /** The own first, then the nearest first; those of unknown distance last, by name. */
  List<String> datacenters() {
    Map<String, Double> seconds = new HashMap<>();
    for (String datacenter : roster.datacenters()) {
      seconds.put(datacenter, distance(datacenter));
    }
    return seconds.keySet().stream()
        .sorted(Comparator.comparing((String name) -> !name.equals(self.datacenter()))
            .thenComparing(name -> seconds.getOrDefault(name, Double.MAX_VALUE))
            .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** The median of the round trips to its servers. */
  private double distance(String datacenter) {
    Optional<GossipPool> wan = pools.wan();
    if (wan.isEmpty() || datacenter.equals(self.datacenter())) {
      return 0;
    }
    List<Double> trips = new ArrayList<>();
    for (Server server : roster.alive(datacenter)) {
      wan.get()
          .rtt(server.name() + "." + datacenter)
          .ifPresent(rtt -> trips.add(rtt.toNanos() / 1e9));
    }
    trips.sort(null);
    return trips.isEmpty() ? Double.MAX_VALUE : trips.get(trips.size() / 2);
  }

  /** Where the servers of all datacenters stand. */
  List<DatacenterCoordinates> coordinates() {
    List<DatacenterCoordinates> all = new ArrayList<>();
    for (String datacenter : roster.datacenters()) {
      List<NodeCoordinate> known = new ArrayList<>();
      if (datacenter.equals(self.datacenter())) {
        known.add(new NodeCoordinate(self.name(), "", own()));
      }
      for (Server server : roster.alive(datacenter)) {
        if (!server.id().equals(self.id())) {
          pools
              .wan()
              .flatMap(wan -> wan.coordinate(server.name() + "." + datacenter))
              .ifPresent(at -> known.add(new NodeCoordinate(server.name(), "", Pools.of(at))));
        }
      }
      all.add(new DatacenterCoordinates(datacenter, AREA, known));
    }
    return all;
  }

  private Coordinate own() {
    return pools.wan().map(wan -> Pools.of(wan.coordinate())).orElse(Coordinate.ORIGIN);
  }
}
