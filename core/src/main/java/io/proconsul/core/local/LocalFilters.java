package io.proconsul.core.local;

import static io.proconsul.core.filter.FilterFields.BOOL;
import static io.proconsul.core.filter.FilterFields.INT;
import static io.proconsul.core.filter.FilterFields.LIST_OF_STRING;
import static io.proconsul.core.filter.FilterFields.MAP_STRING;
import static io.proconsul.core.filter.FilterFields.STRING;

import io.proconsul.codec.Mapping;
import io.proconsul.codec.ValueSink;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.filter.Evaluator;
import io.proconsul.core.filter.Expression;
import io.proconsul.core.filter.Filter;
import io.proconsul.core.filter.FilterException;
import io.proconsul.core.filter.FilterFields;
import io.proconsul.core.filter.Kind;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;
import java.util.Map;
import java.util.TreeMap;

/** {@code ?filter=} on the agent's own services and checks. Pure. */
final class LocalFilters {
  private static final FilterFields SERVICE = FilterFields.none()
      .with(STRING, "Kind", "ID", "Service", "Address", "SocketPath")
      .with("Tags", LIST_OF_STRING)
      .with("Meta", MAP_STRING)
      .with("Port", INT)
      .with("EnableTagOverride", BOOL)
      .with("Weights", Kind.struct(FilterFields.none().with(INT, "Passing", "Warning")))
      .with(
          "TaggedAddresses",
          Kind.mapOf(Kind.struct(FilterFields.none().with("Address", STRING).with("Port", INT))))
      .with(
          "Proxy",
          Kind.struct(FilterFields.none()
              .with(
                  STRING,
                  "DestinationServiceName",
                  "DestinationServiceID",
                  "LocalServiceAddress",
                  "Mode")
              .with("LocalServicePort", INT)))
      .with("Connect", Kind.struct(FilterFields.none().with("Native", BOOL)));

  private static final FilterFields CHECK = FilterFields.none()
      .with(
          STRING,
          "Node",
          "CheckID",
          "Name",
          "Status",
          "Notes",
          "Output",
          "ServiceID",
          "ServiceName",
          "Type",
          "Interval",
          "Timeout")
      .with("ServiceTags", LIST_OF_STRING)
      .with("ExposedPort", INT);

  private LocalFilters() {}

  /** @throws ConsulException.Refused in Consul's words when the expression is wrong */
  static Map<String, ServiceInstance> services(
      Map<String, ServiceInstance> services, String expression) {
    if (expression.isEmpty()) {
      return services;
    }
    Expression parsed = parse(expression);
    try {
      return matching(services, Evaluator.create(parsed, SERVICE), ServiceInstance.MAPPING);
    } catch (FilterException e) {
      throw new ConsulException.Refused(FilterException.INTRODUCTION + e.getMessage());
    }
  }

  /**
   * Here Consul gives no introduction to what only shows at the first check.
   *
   * @throws ConsulException.Refused in Consul's words when the expression is wrong
   */
  static Map<String, HealthCheck> checks(Map<String, HealthCheck> checks, String expression) {
    if (expression.isEmpty()) {
      return checks;
    }
    Expression parsed = parse(expression);
    try {
      return matching(checks, Evaluator.create(parsed, CHECK), HealthCheck.MAPPING);
    } catch (FilterException e) {
      throw new ConsulException.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static Expression parse(String expression) {
    try {
      return Filter.parse(expression);
    } catch (FilterException e) {
      throw new ConsulException.Refused(FilterException.INTRODUCTION + e.getMessage());
    }
  }

  private static <T> Map<String, T> matching(
      Map<String, T> all, Evaluator evaluator, Mapping<T> mapping) {
    Map<String, T> kept = new TreeMap<>();
    all.forEach((id, each) -> {
      if (evaluator.matches(ValueSink.of(each, mapping::write))) {
        kept.put(id, each);
      }
    });
    return kept;
  }
}
