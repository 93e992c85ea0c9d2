package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.WatchConfig;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads the watches of configuration files. */
final class WatchReader {
  private static final Set<String> HANDLER =
      Set.of("handler_type", "handler", "args", "http_handler_config");
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(10);

  private final Section root;

  WatchReader(Section root) {
    this.root = root;
  }

  List<WatchConfig> read() {
    return root.objects("watches").stream().map(WatchReader::watch).toList();
  }

  private static WatchConfig watch(Value.Obj object) {
    try {
      Map<String, Value> parameters = new LinkedHashMap<>(object.fields());
      parameters.keySet().removeAll(HANDLER);
      WatchConfig watch = new WatchConfig(new Value.Obj(parameters), handler(object));
      String type = new Fields("watch", object).string("type");
      if (type.isEmpty()) {
        throw new ConfigException(
            "Failed to parse watch (" + object + "): Watch type must be" + " specified");
      }
      return watch;
    } catch (DecodeException e) {
      throw new ConfigException("Failed to parse watch: " + e.getMessage());
    }
  }

  private static WatchConfig.Handler handler(Value.Obj object) {
    Fields in = new Fields("watch", object);
    String type = in.string("handler_type");
    List<String> args = Objects.requireNonNullElse(in.strings("args"), List.of());
    return switch (type) {
      case "", "script" -> {
        String program = in.string("handler");
        if (args.isEmpty() && program.isEmpty()) {
          throw new ConfigException("Handler must be set on watches: handler or args is missing");
        }
        // One text is for the shell.
        yield new WatchConfig.Program(args.isEmpty() ? List.of("/bin/sh", "-c", program) : args);
      }
      case "http" -> endpoint(object);
      default -> throw new ConfigException("Handler type '" + type + "' not recognized");
    };
  }

  private static WatchConfig.Handler endpoint(Value.Obj object) {
    if (!(object.get("http_handler_config") instanceof Value.Obj config)) {
      throw new ConfigException("Handler type 'http' requires 'http_handler_config' to be set");
    }
    Fields in = new Fields("HttpHandlerConfig", config);
    String path = in.string("path");
    if (path.isEmpty()) {
      throw new ConfigException("Requires 'path' to be set");
    }
    String method = in.string("method");
    Duration timeout = in.duration("timeout");
    return new WatchConfig.Endpoint(
        path,
        method.isEmpty() ? "POST" : method,
        Objects.requireNonNullElse(in.stringListMap("header"), Map.of()),
        timeout.isPositive() ? timeout : HTTP_TIMEOUT,
        in.bool("tls_skip_verify"));
  }
}
