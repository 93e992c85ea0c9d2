package io.proconsul.core.snapshot;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** {@code /v1/snapshot}: the whole state as an archive, and back. */
public final class SnapshotEndpoint implements Endpoint {
  private static final String PATH = "/v1/snapshot";

  private final Snapshots snapshots;

  public SnapshotEndpoint(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, PATH, request -> new Action.Later(done -> save(request, done)))
        .addStreamed(Method.PUT, PATH, request -> new Action.Later(done -> restore(request, done)));
  }

  private void save(Request request, Consumer<Response> done) {
    snapshots.save(order(request), new Outcome<>() {
      @Override
      public void done(Snapshots.Saved saved) {
        done.accept(new Response(200, headers(saved.meta()), new byte[0], saved.archive()));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(refused(cause));
      }
    });
  }

  private static List<Response.Header> headers(Render.Meta meta) {
    return List.of(
        new Response.Header("Content-Type", "application/x-gzip"),
        new Response.Header("X-Consul-Index", Long.toUnsignedString(meta.index())),
        new Response.Header("X-Consul-KnownLeader", Boolean.toString(meta.knownLeader())),
        new Response.Header("X-Consul-LastContact", Long.toString(meta.lastContactMillis())),
        new Response.Header("X-Consul-Query-Backend", "blocking-query"));
  }

  private void restore(Request request, Consumer<Response> done) {
    InputStream stream = request.stream();
    InputStream archive = stream == null ? new ByteArrayInputStream(request.body()) : stream;
    snapshots.restore(order(request), archive, new Outcome<>() {
      @Override
      public void done(Boolean restored) {
        done.accept(Response.empty(200));
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(refused(cause));
      }
    });
  }

  private static Snapshots.Order order(Request request) {
    String token = request.header("X-Consul-Token");
    return new Snapshots.Order(
        request.params().first("dc"),
        token == null ? request.params().first("token") : token,
        request.params().has("stale"));
  }

  private static Response refused(ConsulException cause) {
    return Response.text(cause.status(), String.valueOf(cause.getMessage()));
  }
}
