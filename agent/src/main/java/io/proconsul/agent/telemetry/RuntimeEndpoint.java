package io.proconsul.agent.telemetry;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** {@code /v1/agent/metrics} and {@code /v1/agent/host}: figures of the process and its machine. */
public final class RuntimeEndpoint implements Endpoint {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss +0000 'UTC'").withZone(ZoneOffset.UTC);
  private static final String NO_PROMETHEUS =
      "Prometheus is not enabled since its retention time is not positive";

  private final InstantSource clock;
  private final Path dataDir;
  private final boolean pretty;

  /**
   * @param dataDir whose disk is shown
   * @param pretty whether JSON is indented though nobody asks
   */
  public RuntimeEndpoint(InstantSource clock, Path dataDir, boolean pretty) {
    this.clock = clock;
    this.dataDir = dataDir;
    this.pretty = pretty;
  }

  /** Figures at one moment. */
  private record Figures(Instant at, Map<String, Double> gauges) {}

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/agent/metrics", this::metrics)
        .add(Method.GET, "/v1/agent/host", this::host);
  }

  private Action metrics(Request request) {
    if (request.params().first("format").equals("prometheus")) {
      return new Action.Reply(Response.empty(200).with("X-Consul-Reason", NO_PROMETHEUS));
    }
    return new Action.Local(
        () -> json(request, new Figures(clock.instant(), gauges()), RuntimeEndpoint::write));
  }

  /** Reads files that the system makes up, and asks the disk, which may take its time. */
  private Action host(Request request) {
    return new Action.Later(answer -> Thread.ofVirtual()
        .name("host-facts")
        .start(() ->
            answer.accept(json(request, HostFacts.collect(dataDir, clock), HostFacts::writeTo))));
  }

  private <T> Response json(Request request, T value, BiConsumer<? super T, Sink> writer) {
    return Response.json(value, pretty || request.params().has("pretty"), writer);
  }

  private static Map<String, Double> gauges() {
    Map<String, Double> gauges = new TreeMap<>();
    Runtime runtime = Runtime.getRuntime();
    gauges.put(
        "consul.runtime.alloc_bytes", (double) (runtime.totalMemory() - runtime.freeMemory()));
    gauges.put("consul.runtime.sys_bytes", (double) runtime.totalMemory());
    gauges.put("consul.runtime.num_goroutines", (double)
        ManagementFactory.getThreadMXBean().getThreadCount());
    long runs = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      runs += Math.max(0, collector.getCollectionCount());
      millis += Math.max(0, collector.getCollectionTime());
    }
    gauges.put("consul.runtime.total_gc_runs", (double) runs);
    gauges.put("consul.runtime.total_gc_pause_ns", millis * 1e6);
    return gauges;
  }

  private static void write(Figures figures, Sink out) {
    out.beginObject();
    out.field("Timestamp", TIMESTAMP.format(figures.at()));
    out.name("Gauges");
    out.beginArray();
    figures.gauges().forEach((name, value) -> {
      out.beginObject();
      out.field("Name", name);
      out.name("Value");
      out.number(value);
      out.name("Labels");
      out.beginObject();
      out.endObject();
      out.endObject();
    });
    out.endArray();
    out.strings("Points", List.of());
    out.strings("Counters", List.of());
    out.strings("Samples", List.of());
    out.endObject();
  }
}
