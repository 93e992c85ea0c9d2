package io.proconsul.core.preparedquery;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.GoNumbers;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.PreparedQueryQuery.Source;
import io.proconsul.model.query.PreparedQuery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code /v1/query}: prepared queries, and what they find. Below that path the methods depend on
 * its end, and are answered for here.
 */
public final class PreparedQueryEndpoint implements Endpoint {
  private static final String PATH = "/v1/query";
  private static final String BELOW = PATH + "/";
  private static final String EXECUTE = "/execute";
  private static final String EXPLAIN = "/explain";
  private static final Response NOTHING = Response.json("{}".getBytes(StandardCharsets.UTF_8));

  private static final Render<List<PreparedQuery>> LIST =
      Render.json((queries, out) -> out.list(queries, PreparedQuery.MAPPING::write));
  private static final Render<PreparedQuery> ONE =
      Render.json((query, out) -> out.list(List.of(query), PreparedQuery.MAPPING::write));
  private static final Render<String> CREATED = Render.json((id, out) -> {
    out.beginObject();
    out.field("ID", id);
    out.endObject();
  });
  private static final Render<String> DONE = (_, _) -> Response.empty(200);

  private final Source agent;
  private final Supplier<String> ids;

  /**
   * @param node this agent's name
   * @param datacenter this agent's own
   * @param ids makes the ids of new queries
   */
  public PreparedQueryEndpoint(String node, String datacenter, Supplier<String> ids) {
    this.agent = new Source(datacenter, "", node, "");
    this.ids = ids;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, PATH, _ -> new Action.Read<>(new PreparedQueryQuery.All(), LIST))
        .add(Method.POST, PATH, this::create)
        .add(Method.GET, BELOW, this::get)
        .add(Method.PUT, BELOW, PreparedQueryEndpoint::update)
        .add(Method.DELETE, BELOW, PreparedQueryEndpoint::delete)
        .others(BELOW, PreparedQueryEndpoint::other);
  }

  private Action create(Request request) {
    PreparedQuery query = body(request);
    if (!query.id().isEmpty()) {
      throw new ConsulException.Refused("ID must be empty when creating a new prepared query");
    }
    var command = new PreparedQueryCommand.Create(query.withId(ids.get()));
    return new Action.Write<>(command, CREATED, "");
  }

  private Action get(Request request) {
    String path = request.path();
    String rest = request.pathAfter(BELOW);
    if (path.endsWith(EXECUTE)) {
      return execute(request, withoutEnd(rest, EXECUTE));
    }
    return path.endsWith(EXPLAIN)
        ? explain(request, withoutEnd(rest, EXPLAIN))
        : new Action.Read<>(new PreparedQueryQuery.ById(rest), ONE);
  }

  private static Action update(Request request) {
    if (isQuestion(request)) {
      return other(request);
    }
    PreparedQuery query = body(request).withId(request.pathAfter(BELOW));
    return new Action.Write<>(new PreparedQueryCommand.Update(query), DONE, "");
  }

  private static Action delete(Request request) {
    return isQuestion(request)
        ? other(request)
        : new Action.Write<>(new PreparedQueryCommand.Delete(request.pathAfter(BELOW)), DONE, "");
  }

  /** Unlike elsewhere OPTIONS has a body, and what is allowed does not name it. */
  private static Action other(Request request) {
    String allowed = isQuestion(request) ? "GET" : "GET,PUT,DELETE";
    return new Action.Reply(
        request.method() == Method.OPTIONS
            ? NOTHING.with("Allow", "OPTIONS," + allowed)
            : Response.text(405, "method " + request.method() + " not allowed")
                .with("Allow", allowed));
  }

  private Action execute(Request request, String nameOrId) {
    Params params = request.params();
    var query = new PreparedQueryQuery.Execute(
        nameOrId, limit(params), connect(params), near(request), agent);
    return new Action.Read<>(
        query, ExecutionRender.ofAnswer(ReadOptions.parse(request)), Action.Caching.AGENT);
  }

  private Action explain(Request request, String nameOrId) {
    limit(request.params());
    return new Action.Read<>(
        new PreparedQueryQuery.Explain(nameOrId, agent),
        ExecutionRender.ofQuery(ReadOptions.parse(request)));
  }

  private static int limit(Params params) {
    String text = params.first("limit");
    try {
      return text.isEmpty() ? 0 : Math.clamp(GoNumbers.atoi(text), 0, Integer.MAX_VALUE);
    } catch (DecodeException e) {
      throw new ConsulException.Refused("Bad limit: " + e.getMessage());
    }
  }

  private static boolean connect(Params params) {
    String text = params.first("connect");
    try {
      return !text.isEmpty() && GoNumbers.parseBool(text);
    } catch (DecodeException e) {
      throw new ConsulException.Refused("Error parsing 'connect' value: " + e.getMessage());
    }
  }

  private Source near(Request request) {
    String datacenter = request.params().first("dc");
    String node = request.params().first("near");
    return new Source(
        datacenter.isEmpty() ? agent.datacenter() : datacenter,
        "",
        node.equals("_agent") ? agent.node() : node,
        sender(request));
  }

  /** Whoever asked a proxy first, if it tells. */
  private static String sender(Request request) {
    String forwarded = request.header("X-Forwarded-For");
    return forwarded == null || forwarded.isEmpty()
        ? request.remoteAddress()
        : forwarded.split(",", 2)[0].strip();
  }

  private static PreparedQuery body(Request request) {
    Fields in = request.bodyFields("structs.PreparedQuery", "PreparedQuery");
    PreparedQuery query = PreparedQuery.MAPPING.read(in);
    in.rejectUnknown();
    return query;
  }

  private static boolean isQuestion(Request request) {
    return request.path().endsWith(EXECUTE) || request.path().endsWith(EXPLAIN);
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
