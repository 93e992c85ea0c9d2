package io.proconsul.core.watch;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.cluster.UserEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a watch asks again and again, and how it shows the answer. The token and the index come from
 * who asks.
 *
 * @param path of the HTTP API, not escaped
 * @param params of the query string
 * @param shape writes an answer as handlers get it
 * @param mistake why nobody can be asked this; it is told anew each time, as Go's client does
 */
public record WatchQuery(
    String type,
    String path,
    Map<String, List<String>> params,
    BiConsumer<Value, Sink> shape,
    Optional<String> mistake) {
  private static final String EVENTS = "/v1/event/list";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final String KEYS = "/v1/kv/";
  private static final List<String> STATES = List.of("any", "warning", "critical", "passing");

  /**
   * Takes what its type knows; what is left is the caller's to refuse.
   *
   * @throws ConsulException.InvalidRequest in Consul's words
   */
  public static WatchQuery of(WatchParameters in) {
    String datacenter = in.text("datacenter");
    String type = in.needed("type", "Watch type must be specified");
    Builder query = new Builder(type);
    if (!datacenter.isEmpty()) {
      query.with("dc", datacenter);
    }
    return switch (type) {
      case "key" ->
        query
            .stale(in)
            .at(KEYS + in.needed("key", "Must specify a single key to watch"), Shapes::key);
      case "keyprefix" ->
        query
            .stale(in)
            .with("recurse", "")
            .at(KEYS + in.needed("prefix", "Must specify a single prefix to watch"), Shapes::keys);
      case "services" -> query.stale(in).filter(in).at("/v1/catalog/services", Shapes::services);
      case "nodes" -> query.stale(in).filter(in).at("/v1/catalog/nodes", Shapes::nodes);
      case "service" -> query.stale(in).filter(in).service(in);
      case "checks" -> query.stale(in).filter(in).checks(in);
      case "event" -> query.unlessEmpty("name", in.text("name")).at(EVENTS, Shapes::events);
      default -> throw new ConsulException.InvalidRequest("Unsupported watch type: " + type);
    };
  }

  /** Whether there is an answer: a key that is missing has one. */
  public boolean isAnswer(int status) {
    return status == OK || isAbsent(status);
  }

  /** Whether the answer is that there is nothing. */
  public boolean isAbsent(int status) {
    return status == NOT_FOUND && path.startsWith(KEYS);
  }

  /**
   * What of an answer a handler has not had yet: of events those behind the last one that it saw,
   * of everything else all.
   *
   * @param seen the index of the answer before; 0 for none
   */
  public Value news(Value answer, long seen) {
    if (!path.equals(EVENTS) || !(answer instanceof Value.Arr(List<Value> events))) {
      return answer;
    }
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof Value.Obj event
          && event.get("ID") instanceof Value.Str(String id)
          && UserEvent.indexOf(id) == seen) {
        return new Value.Arr(events.subList(i + 1, events.size()));
      }
    }
    return answer;
  }

  /** Where a watch of this query begins. */
  public WatchProgress progress() {
    return new WatchProgress(!path.equals(EVENTS));
  }

  /** The answer as handlers get it, without a newline at its end. */
  public byte[] json(Value answer, boolean pretty) {
    JsonWriter json = new JsonWriter(pretty);
    shape.accept(answer, json);
    return json.toBytes();
  }

  /** A query in the making. */
  private static final class Builder {
    private final String type;
    private final Map<String, List<String>> params = new LinkedHashMap<>();
    private Optional<String> mistake = Optional.empty();

    Builder(String type) {
      this.type = type;
    }

    Builder with(String name, String value) {
      params.put(name, List.of(value));
      return this;
    }

    Builder unlessEmpty(String name, String value) {
      return value.isEmpty() ? this : with(name, value);
    }

    Builder stale(WatchParameters in) {
      return in.flag("stale") ? with("stale", "") : this;
    }

    Builder filter(WatchParameters in) {
      return unlessEmpty("filter", in.text("filter"));
    }

    WatchQuery service(WatchParameters in) {
      String service = in.needed("service", "Must specify a single service to watch");
      List<String> tags = in.texts("tag");
      if (!tags.isEmpty()) {
        params.put("tag", List.copyOf(tags));
      }
      if (in.flag("passingonly")) {
        with("passing", "1");
      }
      return at("/v1/health/service/" + service, Shapes::entries);
    }

    WatchQuery checks(WatchParameters in) {
      String service = in.text("service");
      String state = in.text("state");
      if (!service.isEmpty() && !state.isEmpty()) {
        throw new ConsulException.InvalidRequest("Cannot specify service and state");
      }
      if (!service.isEmpty()) {
        return at("/v1/health/checks/" + service, Shapes::checks);
      }
      String wanted = state.isEmpty() ? "any" : state;
      if (!STATES.contains(wanted)) {
        mistake = Optional.of("Unsupported state: " + wanted);
      }
      return at("/v1/health/state/" + wanted, Shapes::checks);
    }

    WatchQuery at(String path, BiConsumer<Value, Sink> shape) {
      return new WatchQuery(type, path, Map.copyOf(params), shape, mistake);
    }
  }
}
