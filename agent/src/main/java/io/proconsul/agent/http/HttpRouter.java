package io.proconsul.agent.http;

import io.proconsul.agent.config.HttpConfig;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Cancellation;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From a raw request to its handler: redirects, refusals and unknown paths as Consul words them,
 * and the headers that all answers share. Any thread.
 */
public final class HttpRouter implements HttpConnection.Service {
  private static final Response.Header VARY = new Response.Header("Vary", "Accept-Encoding");
  private static final Response.Header POLICY =
      new Response.Header("X-Consul-Default-ACL-Policy", "allow");

  private final Routes routes;
  private final ActionRunner runner;
  private final HttpConfig config;
  private final WriteGuard writeGuard;
  private final List<Response.Header> custom;

  public HttpRouter(Routes routes, ActionRunner runner, HttpConfig config) {
    this.routes = routes;
    this.runner = runner;
    this.config = config;
    this.writeGuard = new WriteGuard(config.allowWriteFrom());
    this.custom = config.responseHeaders().entrySet().stream()
        .map(entry -> new Response.Header(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What the listener read. */
  record Incoming(
      String method,
      String target,
      Map<String, String> headers,
      byte[] body,
      String remote,
      @Nullable InputStream stream) {}

  /** Whether the body of such a request goes to its handler as it comes. */
  @Override
  public boolean isStreamed(String method, String target) {
    Optional<Method> known = Method.of(method);
    return known.isPresent()
        && routes.isStreamed(known.get(), RequestPath.of(target).raw());
  }

  /** Handles one request; the response comes exactly once unless cancelled. */
  @Override
  public Cancellation handle(Incoming incoming, Executor executor, Consumer<Response> done) {
    RequestPath path = RequestPath.of(incoming.target());
    String decoded;
    String matching;
    try {
      decoded = path.decoded();
      matching = path.forMatching();
    } catch (ConsulException.InvalidRequest e) {
      done.accept(Response.text(400, "400 Bad Request"));
      return Cancellation.NONE;
    }
    if (config.refuseUnprintable() && !RequestPath.isPrintable(decoded)) {
      done.accept(Response.empty(400));
      return Cancellation.NONE;
    }
    if (!incoming.method().equals("CONNECT") && !path.cleaned().equals(path.raw())) {
      done.accept(redirect(incoming.method(), path.cleaned(), path.query()));
      return Cancellation.NONE;
    }
    Routes.Route route = routes.find(matching);
    if (route == null || !route.path().equals(matching) && isFolder(matching)) {
      done.accept(unrouted(incoming.method(), matching, path.query()));
      return Cancellation.NONE;
    }
    return dispatch(route, incoming, new Located(decoded, path.query()), executor, done);
  }

  private record Located(String path, String query) {}

  private Cancellation dispatch(
      Routes.Route route,
      Incoming incoming,
      Located located,
      Executor executor,
      Consumer<Response> done) {
    Consumer<Response> finish = response -> done.accept(withCommon(response));
    Optional<Method> method = Method.of(incoming.method());
    Optional<Response> refusal = refusal(route, incoming, method);
    if (refusal.isPresent()) {
      finish.accept(refusal.get());
      return Cancellation.NONE;
    }
    Params params;
    try {
      params = Params.parse(located.query());
    } catch (ConsulException.InvalidRequest e) {
      finish.accept(Response.text(500, ""));
      return Cancellation.NONE;
    }
    Request request = new Request(
        method.orElseThrow(),
        located.path(),
        params,
        incoming.headers(),
        incoming.body(),
        incoming.remote(),
        incoming.stream());
    Handler own = route.handlers().get(request.method());
    Handler handler = own != null ? own : Objects.requireNonNull(route.others());
    return runner.run(
        handler, request, executor, response -> finish.accept(asAsked(typed(response), params)));
  }

  private Optional<Response> refusal(
      Routes.Route route, Incoming incoming, Optional<Method> method) {
    for (String blocked : config.blockEndpoints()) {
      if (incoming.target().startsWith(blocked)) {
        return Optional.of(Response.text(403, "Endpoint is blocked by agent configuration"));
      }
    }
    if (method.isPresent() && isForOthers(route, method.get())) {
      return Optional.empty();
    }
    if (method.equals(Optional.of(Method.OPTIONS))) {
      return Optional.of(Response.empty(200).with("Allow", route.allow()));
    }
    if (method.isEmpty() || !route.handlers().containsKey(method.get())) {
      return Optional.of(Response.text(405, "method " + incoming.method() + " not allowed")
          .with("Allow", route.allow()));
    }
    if (method.get() != Method.GET && !writeGuard.allows(incoming.remote())) {
      return Optional.of(Response.text(403, "Access is restricted"));
    }
    return Optional.empty();
  }

  private static boolean isForOthers(Routes.Route route, Method method) {
    return route.others() != null && !route.handlers().containsKey(method);
  }

  /** Consul calls a success without any body JSON, too. */
  private static Response typed(Response response) {
    boolean bare = response.status() == 200
        && response.body().length == 0
        && response.content() == null
        && response.header("Content-Type") == null;
    return bare ? response.with("Content-Type", "application/json") : response;
  }

  /** With {@code ?pretty} JSON ends in a newline; what {@code -dev} indents by itself does not. */
  private static Response asAsked(Response response, Params params) {
    boolean json = "application/json".equals(response.header("Content-Type"));
    return params.has("pretty") && json && response.body().length > 0
        ? response.withNewline()
        : response;
  }

  private Response withCommon(Response response) {
    return response.withAll(VARY, POLICY).withAll(custom);
  }

  /** Whether only the slash at the end is missing for a path of its own, as Go's mux sees it. */
  private boolean isFolder(String path) {
    return !path.endsWith("/")
        && routes.find(path + "/") instanceof Routes.Route(String found, var _, var _)
        && found.equals(path + "/");
  }

  private Response unrouted(String method, String path, String query) {
    if (isFolder(path)) {
      return redirect(method, path + "/", query);
    }
    String hint = path.startsWith("/v1/")
        ? "not a recognized HTTP API endpoint"
        : "if attempting to use the HTTP API, ensure the path starts with '/v1/'";
    return Response.text(404, "Invalid URL path: " + hint + "\n").withAll(custom);
  }

  /** Go gives a body for GET and HEAD alone. */
  private static Response redirect(String method, String path, String query) {
    String target = query.isEmpty() ? path : path + "?" + query;
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Response.empty(301).with("Location", target);
    }
    String escaped = target
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
    String body = "<a href=\"" + escaped + "\">Moved Permanently</a>.\n\n";
    return new Response(
        301,
        List.of(
            new Response.Header("Content-Type", "text/html; charset=utf-8"),
            new Response.Header("Location", target)),
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
