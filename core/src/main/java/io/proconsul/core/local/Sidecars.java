package io.proconsul.core.local;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import io.proconsul.model.CheckThresholds;
import io.proconsul.model.ServiceDefinition;
import io.proconsul.model.ServiceInstance;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the proxy that a service asks for beside itself: a service of its own, which takes from its
 * parent what it does not say. Pure.
 */
final class Sidecars {
  private static final String SUFFIX = "-sidecar-proxy";
  private static final int FIRST_PORT = 21_000;
  private static final int LAST_PORT = 21_255;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String LOOPBACK = "127.0.0.1";

  private Sidecars() {}

  static String idOf(String parentId) {
    return parentId + SUFFIX;
  }

  /** The sidecar as it was asked for, completed from its parent, but for port and checks. */
  static ServiceDefinition complete(ServiceDefinition parent, ServiceDefinition asked) {
    boolean ownTags = !asked.tags().isEmpty();
    return new ServiceDefinition(
        asked.kind().isEmpty() ? ServiceInstance.CONNECT_PROXY : asked.kind(),
        idOf(parent.instance().id()),
        asked.name().isEmpty() ? parent.name() + SUFFIX : asked.name(),
        ownTags ? asked.tags() : parent.tags(),
        asked.address(),
        asked.taggedAddresses(),
        asked.meta().isEmpty() ? parent.meta() : asked.meta(),
        asked.port(),
        asked.socketPath(),
        asked.weights(),
        ownTags ? asked.enableTagOverride() : parent.enableTagOverride(),
        proxy(parent, asked.instance().proxy()),
        orEmpty(asked.connect()),
        asked.locality() == null ? parent.locality() : asked.locality(),
        asked.token().isEmpty() ? parent.token() : asked.token(),
        asked.checks(),
        null);
  }

  /**
   * The sidecar as it is registered. It keeps the port that it has been given before.
   *
   * @throws ConsulException when no port is left
   */
  static ServiceDefinition settle(
      String parentId, ServiceDefinition sidecar, Map<String, LocalService> present) {
    int port = sidecar.port();
    if (port < 1 && sidecar.socketPath().isEmpty()) {
      LocalService before = present.get(sidecar.id());
      port = before != null && before.instance().port() > 0
          ? before.instance().port()
          : freePort(present.values());
    }
    List<CheckDefinition> checks = sidecar.checks();
    if (checks.isEmpty()) {
      String host = sidecar.address().isEmpty() ? LOOPBACK : sidecar.address();
      checks = defaultChecks(parentId, host, port);
    }
    return with(sidecar, port, checks);
  }

  private static int freePort(Collection<LocalService> present) {
    Set<Integer> taken =
        present.stream().map(service -> service.instance().port()).collect(Collectors.toSet());
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      if (!taken.contains(port)) {
        return port;
      }
    }
    throw new ConsulException.InvalidRequest(
        "Invalid SidecarService: no port provided for sidecar_service, and none left in the"
            + " configured range [" + FIRST_PORT + ", " + LAST_PORT + "]");
  }

  private static Value.Obj proxy(ServiceDefinition parent, Value.Obj asked) {
    Map<String, Value> fields = new LinkedHashMap<>(asked.fields());
    fields.putIfAbsent("DestinationServiceName", Value.of(parent.name()));
    fields.putIfAbsent("DestinationServiceID", Value.of(parent.instance().id()));
    if (!fields.containsKey("LocalServiceSocketPath")) {
      if (parent.port() == 0 && !parent.socketPath().isEmpty()) {
        fields.put("LocalServiceSocketPath", Value.of(parent.socketPath()));
      } else {
        fields.putIfAbsent("LocalServiceAddress", Value.of(LOOPBACK));
        if (parent.port() != 0) {
          fields.putIfAbsent("LocalServicePort", new Value.Int(parent.port()));
        }
      }
    }
    return new Value.Obj(fields);
  }

  private static List<CheckDefinition> defaultChecks(String parentId, String host, int port) {
    CheckDefinition alias = check(
        "Connect Sidecar Aliasing " + parentId, new CheckKind.Alias("", parentId), Duration.ZERO);
    if (port < 1) {
      return List.of(alias);
    }
    String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    CheckKind tcp = new CheckKind.Tcp(address, false, new CheckKind.Tls("", false));
    return List.of(check("Connect Sidecar Listening", tcp, INTERVAL), alias);
  }

  private static CheckDefinition check(String name, CheckKind kind, Duration interval) {
    return new CheckDefinition(
        "",
        name,
        "",
        "",
        "",
        "",
        kind,
        interval,
        Duration.ZERO,
        Duration.ZERO,
        CheckThresholds.NONE,
        Duration.ZERO,
        0);
  }

  private static ServiceDefinition with(
      ServiceDefinition service, int port, List<CheckDefinition> checks) {
    return new ServiceDefinition(
        service.kind(),
        service.id(),
        service.name(),
        service.tags(),
        service.address(),
        service.taggedAddresses(),
        service.meta(),
        port,
        service.socketPath(),
        service.weights(),
        service.enableTagOverride(),
        orEmpty(service.proxy()),
        orEmpty(service.connect()),
        service.locality(),
        service.token(),
        checks,
        null);
  }

  private static Value.Obj orEmpty(Value.@Nullable Obj given) {
    return given == null ? Value.Obj.EMPTY : given;
  }
}
