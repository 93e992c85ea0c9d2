package io.proconsul.core.coordinate;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.self.Identity;
import io.proconsul.model.Coordinate;
import io.proconsul.model.NodeCoordinate;
import java.util.List;

/** {@code /v1/coordinate}: where nodes stand in network space. */
public final class CoordinateEndpoint implements Endpoint {
  private static final String NODE = "/v1/coordinate/node/";

  private static final Render<List<NodeCoordinate>> LIST =
      Render.json((all, sink) -> sink.list(all, NodeCoordinate.MAPPING::write));

  /** A node without a coordinate is not found. */
  private static final Render<List<NodeCoordinate>> OF_NODE =
      (found, context) -> found.isEmpty() ? Response.empty(404) : LIST.render(found, context);

  private static final Render<Boolean> TAKEN = (_, _) -> Response.empty(200);

  private final Identity identity;

  public CoordinateEndpoint(Identity identity) {
    this.identity = identity;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/coordinate/datacenters", this::datacenters)
        .add(Method.GET, "/v1/coordinate/nodes", this::nodes)
        .add(Method.GET, NODE, this::node)
        .add(Method.PUT, "/v1/coordinate/update", this::update);
  }

  /** One server alone has measured nothing of other datacenters: it stands at the origin. */
  private Action datacenters(Request request) {
    List<NodeCoordinate> own =
        List.of(new NodeCoordinate(identity.nodeName(), "", Coordinate.ORIGIN));
    boolean pretty = identity.pretty() || request.params().has("pretty");
    return new Action.Local(() -> Response.json(own, pretty, (all, sink) -> {
      sink.beginArray();
      sink.beginObject();
      sink.field("Datacenter", identity.datacenter());
      sink.field("AreaID", "wan");
      sink.list("Coordinates", all, NodeCoordinate.MAPPING::write);
      sink.endObject();
      sink.endArray();
    }));
  }

  private Action nodes(Request request) {
    return new Action.Read<>(new CoordinateQuery.All(request.params().first("segment")), LIST);
  }

  private Action node(Request request) {
    CoordinateQuery.OfNode query =
        new CoordinateQuery.OfNode(request.pathAfter(NODE), request.params().first("segment"));
    return new Action.Read<>(query, OF_NODE);
  }

  private Action update(Request request) {
    NodeCoordinate coordinate =
        NodeCoordinate.MAPPING.read(request.bodyFields("structs.CoordinateUpdateRequest"));
    if (!coordinate.coord().valid()) {
      throw new ConsulException.Refused("incompatible coordinate");
    }
    return Action.Write.of(new CoordinateCommand.Update(coordinate), TAKEN);
  }
}
