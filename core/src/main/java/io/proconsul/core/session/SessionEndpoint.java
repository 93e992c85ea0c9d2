package io.proconsul.core.session;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.operation.SessionOperation;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.model.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /v1/session}: sessions are made, renewed, ended and listed. */
public final class SessionEndpoint implements Endpoint {
  private static final Render<String> CREATED = Render.json((id, sink) -> {
    sink.beginObject();
    sink.field("ID", id);
    sink.endObject();
  });

  private static final Render<Boolean> DONE = Render.json((done, sink) -> sink.bool(done));
  private static final Render<List<Session>> LIST = Render.json(SessionEndpoint::writeAll);

  private final SessionRequests requests;
  private final Supplier<String> ids;

  /**
   * @param requests reads bodies, with this agent's defaults
   * @param ids makes the ids of new sessions
   */
  public SessionEndpoint(SessionRequests requests, Supplier<String> ids) {
    this.requests = requests;
    this.ids = ids;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.PUT, "/v1/session/create", this::create)
        .add(Method.PUT, "/v1/session/destroy/", SessionEndpoint::destroy)
        .add(Method.PUT, "/v1/session/renew/", SessionEndpoint::renew)
        .add(Method.GET, "/v1/session/info/", SessionEndpoint::info)
        .add(Method.GET, "/v1/session/node/", SessionEndpoint::ofNode)
        .add(Method.GET, "/v1/session/list", SessionEndpoint::all);
  }

  private Action create(Request request) {
    Session session = requests.read(request, ids.get());
    return new Action.Write<>(new SessionCommand.Create(session), CREATED, "apply failed: ");
  }

  private static Action destroy(Request request) {
    String id = id(request, "/v1/session/destroy/");
    return new Action.Write<>(new SessionCommand.Destroy(id), DONE, "apply failed: ");
  }

  private static Action renew(Request request) {
    String id = id(request, "/v1/session/renew/");
    return new Action.Ask<>(
        new SessionOperation.Renew(id),
        (Optional<Session> session, Render.Context context) -> session
            .map(found -> LIST.render(List.of(found), context))
            .orElseGet(() -> Response.text(404, "Session id '" + id + "' not found")));
  }

  private static Action info(Request request) {
    return new Action.Read<>(new SessionQuery.Info(id(request, "/v1/session/info/")), LIST);
  }

  private static Action ofNode(Request request) {
    String node = request.pathAfter("/v1/session/node/");
    if (node.isEmpty()) {
      throw new ConsulException.InvalidRequest("Missing node name");
    }
    return new Action.Read<>(new SessionQuery.OfNode(node), LIST);
  }

  private static Action all(Request request) {
    return new Action.Read<>(new SessionQuery.All(), LIST);
  }

  private static String id(Request request, String path) {
    String id = request.pathAfter(path);
    if (id.isEmpty()) {
      throw new ConsulException.InvalidRequest("Missing session");
    }
    return id;
  }

  private static void writeAll(List<Session> sessions, Sink sink) {
    sink.list(sessions, Session.MAPPING::write);
  }
}
