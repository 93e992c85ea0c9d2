package io.proconsul.core.testing;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Sends requests to endpoints and performs what they ask of a server with a function. */
public final class TestingApi {
  private final Routes routes = new Routes();
  private final Function<Operation<?>, Object> operations;
  private final List<Operation<?>> asked = new ArrayList<>();

  /** @param operations answers with what the operation declares, or throws a refusal */
  public TestingApi(Endpoint endpoint, Function<Operation<?>, Object> operations) {
    endpoint.register(routes);
    this.operations = operations;
  }

  public List<Operation<?>> asked() {
    return asked;
  }

  public Answer get(String path) {
    return send(Method.GET, path, "");
  }

  public Answer put(String path, String body) {
    return send(Method.PUT, path, body);
  }

  /** @param target a path, perhaps with a query */
  public Answer send(Method method, String target, String body) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    Params params = Params.parse(query < 0 ? "" : target.substring(query + 1));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Request request = new Request(method, path, params, Map.of(), bytes, "");
    Answer answer = new Answer();
    try {
      var handler = Objects.requireNonNull(routes.find(path)).handlers().get(method);
      switch (Objects.requireNonNull(handler).handle(request)) {
        case Action.Reply(Response response) -> answer.set(response);
        case Action.Local(var operation) -> answer.set(operation.get());
        case Action.Later(var operation) -> operation.accept(answer::set);
        case Action.Ask<?> ask -> answer.set(perform(ask));
        case Action.Read<?> _, Action.ReadEverywhere<?> _, Action.Write<?> _ ->
          throw new AssertionError("there is no state here");
      }
    } catch (ConsulException e) {
      answer.set(Response.text(e.status(), String.valueOf(e.getMessage())));
    } catch (DecodeException e) {
      answer.set(Response.text(400, String.valueOf(e.getMessage())));
    }
    return answer;
  }

  @SuppressWarnings("unchecked") // the function answers with what the operation declares
  private <R> Response perform(Action.Ask<R> ask) {
    asked.add(ask.operation());
    R result = (R) operations.apply(ask.operation());
    return ask.render().render(result, new Render.Context(false, ""));
  }

  /** What came, perhaps later. */
  public static final class Answer {
    private final List<Response> responses = new ArrayList<>(1);

    private void set(Response response) {
      responses.add(response);
    }

    public boolean waits() {
      return responses.isEmpty();
    }

    /** The one response. */
    public Response response() {
      if (responses.size() != 1) {
        throw new AssertionError(responses.size() + " responses");
      }
      return responses.get(0);
    }

    /** Status and body. */
    public String text() {
      return response().status() + " " + new String(response().body(), StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return String.valueOf(response().header(name));
    }
  }
}
