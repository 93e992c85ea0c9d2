package io.proconsul.core.coordinate;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
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

  private static final Render<List<DatacenterCoordinates>> DATACENTERS =
      Render.json((all, sink) -> sink.list(all, DatacenterCoordinates.MAPPING::write));

  private final boolean enabled;

  /** @param enabled whether this agent has to do with coordinates; else it refuses to */
  public CoordinateEndpoint(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/coordinate/datacenters", ifEnabled(CoordinateEndpoint::datacenters))
        .add(Method.GET, "/v1/coordinate/nodes", ifEnabled(CoordinateEndpoint::nodes))
        .add(Method.GET, NODE, ifEnabled(CoordinateEndpoint::node))
        .add(Method.PUT, "/v1/coordinate/update", ifEnabled(CoordinateEndpoint::update));
  }

  private Handler ifEnabled(Handler handler) {
    return enabled
        ? handler
        : _ -> new Action.Reply(Response.text(401, "Coordinate support disabled"));
  }

  private static Action datacenters(Request request) {
    return new Action.Ask<>(new CoordinateOperation.Datacenters(), DATACENTERS);
  }

  private static Action nodes(Request request) {
    return new Action.Read<>(new CoordinateQuery.All(request.params().first("segment")), LIST);
  }

  private static Action node(Request request) {
    CoordinateQuery.OfNode query =
        new CoordinateQuery.OfNode(request.pathAfter(NODE), request.params().first("segment"));
    return new Action.Read<>(query, OF_NODE);
  }

  private static Action update(Request request) {
    NodeCoordinate coordinate =
        NodeCoordinate.MAPPING.read(request.bodyFields("structs.CoordinateUpdateRequest"));
    return new Action.Ask<>(update(coordinate), TAKEN);
  }

  /** @throws ConsulException.Refused when no distance to others can be told from it */
  public static CoordinateOperation.Update update(NodeCoordinate coordinate) {
    if (!coordinate.coord().valid()) {
      throw new ConsulException.Refused("incompatible coordinate");
    }
    return new CoordinateOperation.Update(coordinate);
  }
}
