package io.proconsul.core.operator;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.model.cluster.RaftConfiguration;

/** {@code /v1/operator/raft}: the servers that share the log. */
public final class RaftEndpoint implements Endpoint {
  private static final Render<RaftConfiguration> CONFIGURATION =
      Render.json(RaftConfiguration.MAPPING::write);
  private static final Render<Boolean> REMOVED = (_, _) -> Response.empty(200);
  private static final Render<Boolean> TRANSFERRED = Render.json((done, sink) -> {
    sink.beginObject();
    sink.field("Success", done);
    sink.endObject();
  });

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/operator/raft/configuration", RaftEndpoint::configuration)
        .add(Method.DELETE, "/v1/operator/raft/peer", RaftEndpoint::remove)
        .add(Method.POST, "/v1/operator/raft/transfer-leader", RaftEndpoint::transfer);
  }

  private static Action configuration(Request request) {
    boolean stale = ReadOptions.parse(request).stale();
    return new Action.Ask<>(new RaftOperation.Configuration(stale), CONFIGURATION);
  }

  private static Action remove(Request request) {
    Params params = request.params();
    boolean byId = params.has("id");
    boolean byAddress = params.has("address");
    if (!byId && !byAddress) {
      throw new ConsulException.InvalidRequest("Must specify either ?id with the server's ID or"
          + " ?address with IP:port of peer to remove");
    }
    if (byId && byAddress) {
      throw new ConsulException.InvalidRequest("Must specify only one of ?id or ?address");
    }
    RaftOperation<Boolean> operation = byId
        ? new RaftOperation.RemoveById(params.first("id"))
        : new RaftOperation.RemoveByAddress(params.first("address"));
    return new Action.Ask<>(operation, REMOVED);
  }

  private static Action transfer(Request request) {
    return new Action.Ask<>(new RaftOperation.Transfer(request.params().first("id")), TRANSFERRED);
  }
}
