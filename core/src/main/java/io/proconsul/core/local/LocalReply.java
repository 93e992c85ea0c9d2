package io.proconsul.core.local;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the agent's own endpoints share: bodies, flags and answers. */
final class LocalReply {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  private LocalReply() {}

  /**
   * The body as a definition, without a field that nobody knows. Errors name fields alone, since
   * the type has no name in Consul.
   *
   * @throws io.proconsul.codec.DecodeException in Go's words
   */
  static <T> T body(Request request, Mapping<T> mapping) {
    Fields fields = new Fields("", request.bodyFields("struct { ... }").object());
    T result = mapping.read(fields);
    fields.rejectUnknown();
    return result;
  }

  /** Does something that is in order only once it is on disk, and answers 200 then. */
  static Action afterWrite(Consumer<LocalStore.Done> operation) {
    return new Action.Later(answer -> {
      LocalStore.Done done = problem ->
          answer.accept(problem.isEmpty() ? Response.empty(200) : Response.text(500, problem));
      operation.accept(done);
    });
  }

  static <T> Action json(
      Request request, LocalSettings settings, T value, BiConsumer<? super T, Sink> writer) {
    boolean pretty = settings.pretty() || request.params().has("pretty");
    return new Action.Reply(Response.json(value, pretty, writer));
  }

  /**
   * The {@code enable} parameter of maintenance mode.
   *
   * @throws ConsulException.InvalidRequest with Consul's texts
   */
  static boolean enable(Params params) {
    if (!params.has("enable")) {
      throw new ConsulException.InvalidRequest("Missing value for enable");
    }
    String text = params.first("enable");
    if (TRUE.contains(text)) {
      return true;
    }
    if (FALSE.contains(text)) {
      return false;
    }
    throw new ConsulException.InvalidRequest("Invalid value for enable: \"" + text + "\"");
  }

  /** A flag that only its bare name or {@code true} sets; {@code 1} does not, as in Consul. */
  static boolean flag(Params params, String name) {
    String value = params.first(name);
    return params.has(name) && (value.isEmpty() || value.equals("true"));
  }
}
