package io.proconsul.cli.watch;

import io.proconsul.client.Call;
import io.proconsul.client.ClientException;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.client.Reply;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What a watch asks again and again, and how it shows the answer. */
record WatchQuery(Supplier<Call> call, BiConsumer<Value, Sink> shape, String filter) {
  private static final int NOT_FOUND = 404;
  private static final List<String> STATES = List.of("any", "warning", "critical", "passing");

  /** One answer: its index, and the value in the handler's shape. */
  record Result(long index, Value answer) {}

  /** Blocks until the answer is newer than {@code index}, or the agent's limit has passed. */
  Result ask(ConsulClient client, QueryOptions options, long index) {
    Reply reply = client.send(call.get().with(options.after(index).filter(filter)));
    Value answer = reply.status() == NOT_FOUND ? Value.Nil.NIL : reply.ok().json();
    return new Result(reply.meta().index(), answer);
  }

  byte[] json(Value answer, boolean pretty) {
    JsonWriter json = new JsonWriter(pretty);
    shape.accept(answer, json);
    return json.toBytes();
  }

  static WatchQuery key(String key) {
    return new WatchQuery(() -> Call.get("/v1/kv/" + key), Shapes::key, "");
  }

  static WatchQuery keyPrefix(String prefix) {
    return new WatchQuery(() -> Call.get("/v1/kv/" + prefix).with("recurse", ""), Shapes::keys, "");
  }

  static WatchQuery services(String filter) {
    return new WatchQuery(() -> Call.get("/v1/catalog/services"), Shapes::services, filter);
  }

  static WatchQuery nodes(String filter) {
    return new WatchQuery(() -> Call.get("/v1/catalog/nodes"), Shapes::nodes, filter);
  }

  static WatchQuery service(String name, List<String> tags, boolean passing, String filter) {
    return new WatchQuery(
        () -> {
          Call call = Call.get("/v1/health/service/" + name);
          if (!tags.isEmpty()) {
            call.with("tag", tags.toArray(new String[0]));
          }
          return passing ? call.with("passing", "1") : call;
        },
        Shapes::entries,
        filter);
  }

  static WatchQuery checksOf(String service, String filter) {
    return new WatchQuery(() -> Call.get("/v1/health/checks/" + service), Shapes::checks, filter);
  }

  /** A state that does not exist fails each time that it is asked for, as in Go's client. */
  static WatchQuery checksIn(String state, String filter) {
    return new WatchQuery(
        () -> {
          if (!STATES.contains(state)) {
            throw new ClientException("Unsupported state: " + state);
          }
          return Call.get("/v1/health/state/" + state);
        },
        Shapes::checks,
        filter);
  }

  static WatchQuery events(String name) {
    return new WatchQuery(
        () -> Call.get("/v1/event/list").withUnlessEmpty("name", name), Shapes::events, "");
  }
}
