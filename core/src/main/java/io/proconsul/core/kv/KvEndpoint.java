package io.proconsul.core.kv;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.GoNumbers;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.query.KvQuery;
import io.proconsul.model.KvEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/kv/}: reads and writes of keys. */
public final class KvEndpoint implements Endpoint {
  private static final String PATH = "/v1/kv/";

  private static final Render<Optional<KvEntry>> ENTRY = (entry, context) -> entry
      .map(found -> Response.json(
          List.of(found), context.pretty(), (all, sink) -> sink.list(all, KvEntry.MAPPING::write)))
      .orElseGet(() -> Response.empty(404));

  private static final Render<Optional<KvEntry>> RAW =
      (entry, _) -> entry.map(KvEndpoint::raw).orElseGet(() -> Response.empty(404));

  private static final Render<List<KvEntry>> ENTRIES = (entries, context) -> entries.isEmpty()
      ? Response.empty(404)
      : Response.json(
          entries, context.pretty(), (all, sink) -> sink.list(all, KvEntry.MAPPING::write));

  private static final Render<List<String>> KEYS =
      (keys, context) -> keys.isEmpty() ? Response.empty(404) : keys(keys, context);

  /** With no prefix at all an empty store is an empty list. */
  private static final Render<List<String>> ALL_KEYS = KvEndpoint::keys;

  private static final Render<Boolean> DONE = Render.json((done, sink) -> sink.bool(done));

  private final int maxValueSize;

  /** @param maxValueSize {@code limits.kv_max_value_size}, bytes */
  public KvEndpoint(int maxValueSize) {
    this.maxValueSize = maxValueSize;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, PATH, this::read)
        .add(Method.PUT, PATH, this::write)
        .add(Method.DELETE, PATH, this::delete);
  }

  private Action read(Request request) {
    String key = request.pathAfter(PATH);
    Params params = request.params();
    if (params.has("keys")) {
      KvQuery.ListKeys query = new KvQuery.ListKeys(key, params.first("separator"));
      return new Action.Read<>(query, key.isEmpty() ? ALL_KEYS : KEYS);
    }
    if (params.has("recurse")) {
      return new Action.Read<>(new KvQuery.ListEntries(key), ENTRIES);
    }
    requireKey(key);
    return new Action.Read<>(new KvQuery.Get(key), params.has("raw") ? RAW : ENTRY);
  }

  private Action write(Request request) {
    String key = request.pathAfter(PATH);
    requireKey(key);
    Params params = request.params();
    refuseConflicts(params, "cas", "acquire", "release");
    int length = request.body().length;
    if (length > maxValueSize) {
      throw new ConsulException.TooLarge(
          "Request body(" + length + " bytes) too large, max size: " + maxValueSize
              + " bytes. See https://developer.hashicorp.com/docs/agent/config/config-files"
              + "#kv_max_value_size.");
    }
    long flags = params.has("flags") ? parseUnsigned(params.first("flags")) : 0;
    KvEntry entry = KvEntry.of(key, request.body(), flags);
    return Action.Write.of(command(entry, params), DONE);
  }

  private static KvCommand command(KvEntry entry, Params params) {
    if (params.has("cas")) {
      return new KvCommand.CompareAndSet(entry, parseUnsigned(params.first("cas")));
    }
    if (params.has("acquire")) {
      return new KvCommand.Acquire(entry.withLock(0, params.first("acquire")));
    }
    if (params.has("release")) {
      return new KvCommand.Release(entry.withLock(0, params.first("release")));
    }
    return new KvCommand.Set(entry);
  }

  private Action delete(Request request) {
    String key = request.pathAfter(PATH);
    Params params = request.params();
    refuseConflicts(params, "recurse", "cas");
    if (params.has("recurse")) {
      return Action.Write.of(new KvCommand.DeleteTree(key), DONE);
    }
    requireKey(key);
    return Action.Write.of(
        params.has("cas")
            ? new KvCommand.CompareAndDelete(key, parseUnsigned(params.first("cas")))
            : new KvCommand.Delete(key),
        DONE);
  }

  private static Response raw(KvEntry entry) {
    return new Response(
        200,
        List.of(
            new Response.Header("Content-Type", "text/plain"),
            new Response.Header("X-Content-Type-Options", "nosniff"),
            new Response.Header("Content-Security-Policy", "sandbox")),
        entry.value());
  }

  private static Response keys(List<String> keys, Render.Context context) {
    return Response.json(
        keys,
        context.pretty(),
        (all, sink) -> sink.list(all, (String key, Sink out) -> out.string(key)));
  }

  private static void requireKey(String key) {
    if (key.isEmpty()) {
      throw new ConsulException.InvalidRequest("Missing key name");
    }
  }

  private static void refuseConflicts(Params params, String... names) {
    List<String> given = new ArrayList<>();
    for (String name : names) {
      if (params.has(name)) {
        given.add(name);
      }
    }
    if (given.size() > 1) {
      throw new ConsulException.InvalidRequest(
          "Conflicting flags: " + params.encodeSorted() + "\n");
    }
  }

  private static long parseUnsigned(String text) {
    try {
      return GoNumbers.parseUint(text);
    } catch (DecodeException e) {
      throw new ConsulException.Refused(String.valueOf(e.getMessage()));
    }
  }
}
