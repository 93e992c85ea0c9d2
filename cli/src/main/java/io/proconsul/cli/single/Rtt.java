package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.codec.Value;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code consul rtt}: the round trip between two nodes, estimated from their coordinates. */
public final class Rtt extends ApiCommand {
  private static final double NANOS = 1e9;
  private static final double NANOS_A_MILLI = 1e6;

  private final SwitchFlag wan = flags.bool(
      "wan",
      false,
      "Servers of any datacenters, called node.datacenter, instead of nodes of the agent's own."
          + " The default is false.");

  public Rtt() {
    super(Scope.AGENT);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return words.length == 1 || words.length == 2
        ? null
        : withHelp("One or two node names must be specified");
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    String first = words[0];
    String second = words.length == 2 ? words[1] : self(client);
    List<Place> places = wan.get() ? wanPlaces(client, first, second) : lanPlaces(client);
    // Coordinates can be compared within an area or segment only.
    for (Place from : places) {
      for (Place to : places) {
        if (from.is(first) && to.is(second) && from.scope.equals(to.scope)) {
          terminal.out(shown(first, second, from.coordinate, to.coordinate));
          return 0;
        }
      }
    }
    boolean lacksFirst = wan.get() || places.stream().noneMatch(place -> place.is(first));
    throw new Failure(
        "Could not find a coordinate for node \"" + (lacksFirst ? first : second) + "\"");
  }

  /** Where something stands, and among whom that can be compared. */
  private record Place(String node, String scope, Coordinate coordinate) {
    boolean is(String name) {
      return node.equalsIgnoreCase(name);
    }
  }

  private String self(ConsulClient client) throws Failure {
    Value.Obj self =
        Failure.unless("Unable to look up agent info", () -> client.agent().self());
    if (self.get("Config") instanceof Value.Obj config
        && config.get("NodeName") instanceof Value.Str(String node)
        && config.get("Datacenter") instanceof Value.Str(String datacenter)) {
      return wan.get() ? node + "." + datacenter : node;
    }
    throw new Failure("Unable to look up agent info: no node name");
  }

  private static List<Place> lanPlaces(ConsulClient client) throws Failure {
    List<NodeCoordinate> nodes = Failure.unless(
        "Error getting coordinates",
        () -> client.coordinate().nodes(QueryOptions.DEFAULT).value());
    return nodes.stream()
        .map(node -> new Place(node.node(), node.segment(), node.coord()))
        .toList();
  }

  private static List<Place> wanPlaces(ConsulClient client, String first, String second)
      throws Failure {
    if (first.split("\\.", -1).length != 2 || second.split("\\.", -1).length != 2) {
      throw new Failure("Node names must be specified as <node name>.<datacenter> with -wan");
    }
    List<Place> places = new ArrayList<>();
    for (DatacenterCoordinates datacenter :
        Failure.unless("Error getting coordinates", () -> client.coordinate().datacenters())) {
      for (NodeCoordinate node : datacenter.coordinates()) {
        places.add(new Place(
            node.node() + "." + datacenter.datacenter(), datacenter.areaId(), node.coord()));
      }
    }
    return places;
  }

  /** As Consul, which counts whole nanoseconds. */
  private String shown(String first, String second, Coordinate from, Coordinate to) {
    double millis = Math.floor(from.distanceTo(to) * NANOS) / NANOS_A_MILLI;
    return "Estimated " + first + " <-> " + second + " rtt: "
        + String.format(Locale.ROOT, "%.3f", millis)
        + " ms (using " + (wan.get() ? "WAN" : "LAN") + " coordinates)";
  }

  @Override
  protected String usage() {
    return """
        Usage: consul rtt [options] node1 [node2]

          Prints the round trip between two nodes, estimated from their network
          coordinates. When only one is given, the other one is the agent's own.

              $ consul rtt web1 web2
              $ consul rtt -wan server1.dc1 server1.dc2""";
  }
}
