package io.proconsul.agent.watch;

import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.watch.WatchQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Asks this agent as its HTTP API does, without the HTTP. Any thread. */
public record OwnApi(Routes routes, ActionRunner runner) implements Questions {

  @Override
  public Cancellation ask(Question question, Executor executor, Consumer<Response> done) {
    WatchQuery query = question.query();
    Routes.Route route = routes.find(query.path());
    Handler handler = route == null ? null : route.handlers().get(Method.GET);
    if (query.mistake().isPresent()) {
      done.accept(Response.text(400, query.mistake().get()));
    } else if (handler == null) {
      done.accept(Response.text(400, "this agent does not answer " + query.path()));
    } else {
      return runner.run(handler, request(question), executor, done);
    }
    return Cancellation.NONE;
  }

  private static Request request(Question question) {
    WatchQuery query = question.query();
    Map<String, List<String>> params = new LinkedHashMap<>(query.params());
    if (question.index() != 0) {
      params.put("index", List.of(Long.toUnsignedString(question.index())));
    }
    Map<String, String> headers =
        question.token().isEmpty() ? Map.of() : Map.of("x-consul-token", question.token());
    return new Request(
        Method.GET, query.path(), new Params(params), headers, new byte[0], "127.0.0.1:0");
  }
}
