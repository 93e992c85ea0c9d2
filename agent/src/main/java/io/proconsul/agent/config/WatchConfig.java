package io.proconsul.agent.config;

import io.proconsul.codec.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A watch of a configuration file.
 *
 * @param parameters what to watch, with {@code type}
 */
public record WatchConfig(Value.Obj parameters, Handler handler) {

  /** Who is told. */
  public sealed interface Handler {}

  /** A program, which gets the value on its standard input. */
  public record Program(List<String> args) implements Handler {
    public Program {
      args = List.copyOf(args);
    }
  }

  /** An endpoint, which gets the value as its body. */
  public record Endpoint(
      String url,
      String method,
      Map<String, List<String>> header,
      Duration timeout,
      boolean skipVerify)
      implements Handler {
    public Endpoint {
      header = Map.copyOf(header);
    }
  }
}
