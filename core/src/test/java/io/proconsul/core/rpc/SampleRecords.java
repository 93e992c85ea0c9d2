package io.proconsul.core.rpc;

import io.proconsul.codec.Value;
import io.proconsul.model.Coordinate;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceAddress;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import io.proconsul.model.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes records of the catalog and the store, the same for the same source of numbers. */
final class SampleRecords {
  private static final List<String> TEXTS =
      List.of("", "a", "web", "Web-2", "tag one", "ключ", "x".repeat(40), "%/?&", "日本");
  private final RandomGenerator random;

  SampleRecords(RandomGenerator random) {
    this.random = random;
  }

  String text() {
    return pick(TEXTS);
  }

  String name() {
    return pick(TEXTS.subList(1, TEXTS.size()));
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean flag() {
    return random.nextBoolean();
  }

  int number() {
    return pick(List.of(0, 1, 127, 128, 8500, 65_535));
  }

  /** Unsigned. */
  long index() {
    return pick(List.of(0L, 1L, 255L, 70_000L, 1L << 40, Long.MAX_VALUE, -1L));
  }

  Duration duration() {
    return Duration.ofNanos(pick(List.of(0L, 1L, 15_000_000_000L, 1L << 50)));
  }

  <T> List<T> some(Supplier<T> element) {
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(element.get());
    }
    return all;
  }

  <T> @Nullable T maybe(Supplier<T> value) {
    return flag() ? value.get() : null;
  }

  Map<String, String> texts() {
    Map<String, String> map = new TreeMap<>();
    some(this::name).forEach(key -> map.put(key, text()));
    return map;
  }

  KvEntry entry() {
    byte[] value = new byte[pick(List.of(0, 1, 31, 32, 300))];
    random.nextBytes(value);
    return new KvEntry(name(), value, index(), index(), text(), index(), index());
  }

  Session session() {
    return new Session(
        name(),
        text(),
        name(),
        duration(),
        pick(List.of(Session.RELEASE, Session.DELETE)),
        pick(List.of("", "0s", "10s", "24h")),
        some(this::name),
        maybe(() -> some(() -> new Session.ServiceCheck(name(), text()))),
        index(),
        index());
  }

  Node node() {
    return new Node(
        pick(List.of("", "6e4e3a44-5c8f-4bb5-8e0f-7b2e8bfb5f4b")),
        name(),
        name(),
        name(),
        maybe(this::texts),
        maybe(this::texts),
        index(),
        index());
  }

  HealthCheck check() {
    return new HealthCheck(
        name(),
        name(),
        text(),
        pick(List.of("passing", "warning", "critical")),
        text(),
        text(),
        text(),
        text(),
        some(this::name),
        text(),
        text(),
        text(),
        number(),
        definition(),
        index(),
        index());
  }

  private Value.Obj definition() {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (flag()) {
      fields.put("Interval", Value.of("10s"));
      fields.put("HTTP", Value.of(name()));
      fields.put("TLSSkipVerify", new Value.Bool(true));
      fields.put("Header", new Value.Obj(Map.of("X-A", Value.of(List.of("1", "2")))));
    }
    if (flag()) {
      fields.put("TTL", new Value.Int(30_000_000_000L));
    }
    return new Value.Obj(fields);
  }

  ServiceInstance service() {
    Map<String, ServiceAddress> addresses = new TreeMap<>();
    some(this::name).forEach(key -> addresses.put(key, new ServiceAddress(text(), number())));
    return new ServiceInstance(
        "",
        name(),
        name(),
        maybe(() -> some(this::name)),
        text(),
        addresses,
        maybe(this::texts),
        Math.max(1, number()),
        text(),
        new Weights(1 + number(), number()),
        flag(),
        flag() ? ServiceInstance.NO_PROXY : proxy(),
        flag() ? Value.Obj.EMPTY : new Value.Obj(Map.of("Native", new Value.Bool(true))),
        maybe(() -> new Value.Obj(Map.of("Region", Value.of("eu")))),
        index(),
        index());
  }

  private Value.Obj proxy() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("DestinationServiceName", Value.of(name()));
    fields.put("LocalServicePort", new Value.Int(8080));
    fields.put("Config", new Value.Obj(Map.of("a", new Value.Int(-3), "b", Value.of("c"))));
    fields.put("Upstreams", new Value.Arr(List.of(upstream())));
    fields.put("Mode", Value.of(""));
    fields.put("MeshGateway", Value.Obj.EMPTY);
    fields.put("Expose", Value.Obj.EMPTY);
    return new Value.Obj(fields);
  }

  private static Value upstream() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("DestinationType", Value.of("service"));
    fields.put("DestinationName", Value.of("db"));
    fields.put("Datacenter", Value.of(""));
    fields.put("LocalBindPort", new Value.Int(5000));
    fields.put("MeshGateway", Value.Obj.EMPTY);
    return new Value.Obj(fields);
  }

  HealthEntry healthEntry() {
    return new HealthEntry(node(), listed(), some(this::check));
  }

  /** As answers have it: with tags in any case. */
  ServiceInstance listed() {
    ServiceInstance service = service();
    return service.withTags(service.tags());
  }

  NodeCoordinate coordinate() {
    List<Double> vec = new ArrayList<>();
    for (int i = 0; i < Coordinate.DIMENSIONS; i++) {
      vec.add(random.nextDouble());
    }
    return new NodeCoordinate(
        name(), "", new Coordinate(vec, random.nextDouble(), 0, random.nextDouble()));
  }
}
