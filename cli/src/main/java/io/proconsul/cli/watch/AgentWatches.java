package io.proconsul.cli.watch;

import io.proconsul.agent.config.WatchConfig;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ClientConfig;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches of an agent's files, which ask the agent over its own API. A daemon thread each,
 * until the process ends: a handler that fails is logged, and the watch goes on.
 */
public final class AgentWatches {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final Terminal terminal;
  private final String address;

  private AgentWatches(Terminal terminal, InetSocketAddress http) {
    this.terminal = terminal;
    address = http.getHostString() + ":" + http.getPort();
  }

  /** @param http where the agent listens */
  public static void start(List<WatchConfig> watches, InetSocketAddress http, Terminal terminal) {
    AgentWatches all = new AgentWatches(terminal, http);
    for (int i = 0; i < watches.size(); i++) {
      WatchConfig watch = watches.get(i);
      Thread.ofPlatform().daemon().name("watch-" + i).start(() -> all.run(watch));
    }
  }

  private void run(WatchConfig watch) {
    Fields in = new Fields("watch", watch.parameters());
    String type = in.string("type");
    WatchLoop.Handler handler = switch (watch.handler()) {
      case WatchConfig.Program program ->
        new ProgramHandler(terminal, program.args().toArray(String[]::new), false);
      case WatchConfig.Endpoint endpoint -> new EndpointHandler(endpoint);
    };
    try {
      WatchLoop loop = new WatchLoop(
          terminal,
          new ConsulClient(ClientConfig.of(address)),
          query(type, in),
          QueryOptions.DEFAULT);
      loop.run(type, (query, result) -> handled(handler, query, result));
    } catch (Failure | ClientException e) {
      LOG.atError()
          .addKeyValue("type", type)
          .addKeyValue("error", e.getMessage())
          .log("Watch ended");
    }
  }

  private static boolean handled(
      WatchLoop.Handler handler, WatchQuery query, WatchQuery.Result result) {
    try {
      handler.handle(query, result);
    } catch (Failure e) {
      LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to run watch handler");
    }
    return true;
  }

  private static WatchQuery query(String type, Fields in) throws Failure {
    String filter = in.string("filter");
    return switch (type) {
      case "key" -> WatchQuery.key(needed(in, "key"));
      case "keyprefix" -> WatchQuery.keyPrefix(needed(in, "prefix"));
      case "services" -> WatchQuery.services(filter);
      case "nodes" -> WatchQuery.nodes(filter);
      case "service" ->
        WatchQuery.service(needed(in, "service"), tags(in), in.bool("passingonly"), filter);
      case "checks" -> {
        String service = in.string("service");
        String state = in.string("state");
        yield service.isEmpty()
            ? WatchQuery.checksIn(state.isEmpty() ? "any" : state, filter)
            : WatchQuery.checksOf(service, filter);
      }
      case "event" -> WatchQuery.events(in.string("name"));
      default -> throw new Failure("Unsupported watch type: " + type);
    };
  }

  private static String needed(Fields in, String name) throws Failure {
    String value = in.string(name);
    if (value.isEmpty()) {
      throw new Failure("Must specify a single " + name + " to watch");
    }
    return value;
  }

  /** One text or several. */
  private static List<String> tags(Fields in) {
    return in.value("tag") instanceof Value.Str(String tag)
        ? List.of(tag)
        : Objects.requireNonNullElse(in.strings("tag"), List.of());
  }
}
