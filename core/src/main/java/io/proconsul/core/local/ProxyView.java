package io.proconsul.core.local;

import io.proconsul.codec.Value;
import io.proconsul.model.ServiceInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** How the agent's own endpoints spell a proxy, unlike the catalog. Pure. */
final class ProxyView {
  private static final Set<String> PROXIES = Set.of(
      ServiceInstance.CONNECT_PROXY,
      "mesh-gateway",
      "terminating-gateway",
      "ingress-gateway",
      "api-gateway");

  private ProxyView() {}

  static boolean shownFor(ServiceInstance service) {
    return PROXIES.contains(service.kind());
  }

  static Value.Obj of(Value.Obj proxy) {
    Map<String, Value> fields = withoutEmptyTexts(proxy, Set.of("Mode"));
    fields.computeIfPresent("Upstreams", (_, value) -> each(value, ProxyView::upstream));
    fields.computeIfPresent(
        "Expose", (_, value) -> value instanceof Value.Obj expose ? expose(expose) : value);
    return new Value.Obj(fields);
  }

  private static Value.Obj upstream(Value.Obj upstream) {
    Map<String, Value> fields =
        withoutEmptyTexts(upstream, Set.of("DestinationType", "Datacenter"));
    fields.remove("CentrallyConfigured");
    return new Value.Obj(fields);
  }

  private static Value.Obj expose(Value.Obj expose) {
    Map<String, Value> fields = new LinkedHashMap<>(expose.fields());
    fields.computeIfPresent("Paths", (_, value) -> each(value, ProxyView::path));
    return new Value.Obj(fields);
  }

  private static Value.Obj path(Value.Obj path) {
    Map<String, Value> fields = new LinkedHashMap<>(path.fields());
    fields.putIfAbsent("ParsedFromCheck", new Value.Bool(false));
    return new Value.Obj(fields);
  }

  private static Map<String, Value> withoutEmptyTexts(Value.Obj object, Set<String> names) {
    Map<String, Value> fields = new LinkedHashMap<>(object.fields());
    names.forEach(name -> fields.remove(name, Value.of("")));
    return fields;
  }

  private static Value each(Value value, UnaryOperator<Value.Obj> form) {
    if (!(value instanceof Value.Arr(List<Value> values))) {
      return value;
    }
    return new Value.Arr(values.stream()
        .map(one -> one instanceof Value.Obj object ? (Value) form.apply(object) : one)
        .toList());
  }
}
