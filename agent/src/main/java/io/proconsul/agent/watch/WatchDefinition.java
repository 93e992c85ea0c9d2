package io.proconsul.agent.watch;

import io.proconsul.agent.config.WatchConfig;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.watch.WatchParameters;
import io.proconsul.core.watch.WatchQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch of the configuration, understood.
 *
 * @param token to ask with; empty for none
 */
record WatchDefinition(WatchQuery query, String token, Handler handler) {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final Set<String> NOT_HERE =
      Set.of("connect_roots", "connect_leaf", "agent_service");
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(10);
  private static final String HTTP = "http_handler_config";

  /** Who is told. */
  sealed interface Handler {}

  /** A program, which gets the value on its standard input. */
  record ProgramHandler(List<String> args) implements Handler {
    ProgramHandler {
      args = List.copyOf(args);
    }
  }

  /** An endpoint, which gets the value as its body. */
  record HttpHandler(
      String url,
      String method,
      Map<String, List<String>> header,
      Duration timeout,
      boolean skipVerify)
      implements Handler {
    HttpHandler {
      header = Map.copyOf(header);
    }
  }

  /** @throws ConsulException.InvalidRequest in Consul's words */
  static WatchDefinition of(WatchConfig config) {
    Value.Obj given = config.parameters();
    Value kind = given.get("handler_type");
    boolean http = new Value.Str("http").equals(kind);
    if (kind != null && !http && !new Value.Str("script").equals(kind)) {
      throw refused("Handler type '" + GoSyntax.plain(kind) + "' not recognized");
    }
    if (given.get("type") instanceof Value.Str(String type) && NOT_HERE.contains(type)) {
      throw refused("Watch type " + type + " is not allowed in agent config");
    }
    WatchParameters in = new WatchParameters(given);
    try {
      String token = in.text("token");
      in.take("handler_type");
      Optional<Handler> endpoint = http ? Optional.of(endpoint(in.take(HTTP))) : Optional.empty();
      WatchQuery query = WatchQuery.of(in);
      Value handler = in.take("handler");
      Value args = in.take("args");
      in.refuseRest();
      return new WatchDefinition(query, token, one(endpoint, handler, args));
    } catch (WrongHandler e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (ConsulException | DecodeException e) {
      throw refused("Failed to parse watch (" + GoSyntax.of(in.left()) + "): " + e.getMessage());
    }
  }

  /** Exactly one of the three. */
  private static Handler one(
      Optional<Handler> endpoint, @Nullable Value handler, @Nullable Value args) {
    if (handler != null && !(handler instanceof Value.Str)) {
      throw new WrongHandler("Watch handler must be a string");
    }
    if (args != null && !isWords(args)) {
      throw new WrongHandler("Watch args must be a list of strings");
    }
    int given = (endpoint.isPresent() ? 1 : 0) + (handler != null ? 1 : 0) + (args != null ? 1 : 0);
    if (given > 1) {
      throw new WrongHandler("Only one watch handler allowed");
    }
    if (endpoint.isPresent()) {
      return endpoint.get();
    }
    if (handler instanceof Value.Str(String text)) {
      LOG.warn("A watch has a 'handler', which is deprecated: use 'args'");
      return new ProgramHandler(List.of("/bin/sh", "-c", text)); // one text is for the shell
    }
    if (args instanceof Value.Arr(List<Value> words) && !words.isEmpty()) {
      return new ProgramHandler(words.stream()
          .map(word -> word instanceof Value.Str(String w) ? w : "")
          .toList());
    }
    throw new WrongHandler("Must define a watch handler");
  }

  private static boolean isWords(Value value) {
    return value instanceof Value.Arr(List<Value> words)
        && words.stream().allMatch(Value.Str.class::isInstance);
  }

  private static Handler endpoint(@Nullable Value value) {
    if (value == null) {
      throw refused("Handler type 'http' requires 'http_handler_config' to be set");
    }
    if (!(value instanceof Value.Obj object)) {
      throw refused("Failed to parse 'http_handler_config': expected an object");
    }
    try {
      Fields in = new Fields("HttpHandlerConfig", object);
      String path = in.string("path");
      if (path.isEmpty()) {
        throw new DecodeException("Requires 'path' to be set");
      }
      String method = in.string("method");
      Duration timeout = in.duration("timeout");
      return new HttpHandler(
          path,
          method.isEmpty() ? "POST" : method,
          Objects.requireNonNullElse(in.stringListMap("header"), Map.of()),
          timeout.isPositive() ? timeout : HTTP_TIMEOUT,
          in.bool("tls_skip_verify"));
    } catch (DecodeException e) {
      throw refused("Failed to parse 'http_handler_config': " + e.getMessage());
    }
  }

  private static ConsulException refused(String message) {
    return new ConsulException.InvalidRequest(message);
  }

  /** What is told without the words on the watch as a whole. */
  private static final class WrongHandler extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongHandler(String message) {
      super(message, null, false, false);
    }
  }
}
