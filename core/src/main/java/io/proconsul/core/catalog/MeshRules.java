package io.proconsul.core.catalog;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.ServiceInstance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Consul demands of instances that take part in the mesh. */
public final class MeshRules {
  private static final List<String> GATEWAYS =
      List.of("mesh-gateway", "ingress-gateway", "terminating-gateway", "api-gateway");

  private static final List<String> NOT_OF_GATEWAYS = List.of(
      "DestinationServiceName",
      "DestinationServiceID",
      "LocalServiceAddress",
      "LocalServicePort",
      "LocalServiceSocketPath",
      "Upstreams");

  private MeshRules() {}

  /** @throws ConsulException.Refused with all that is wrong, one line each */
  public static void refuse(ServiceInstance instance) {
    List<String> problems = problems(instance);
    if (!problems.isEmpty()) {
      throw new ConsulException.Refused(text(problems));
    }
  }

  /** As Go's {@code multierror} prints. */
  public static String text(List<String> problems) {
    StringBuilder out = new StringBuilder();
    out.append(problems.size()).append(problems.size() == 1 ? " error" : " errors");
    out.append(" occurred:\n");
    problems.forEach(problem -> out.append("\t* ").append(problem).append('\n'));
    return out.append('\n').toString();
  }

  /** All that is wrong with the instance, in Consul's words and order. */
  public static List<String> problems(ServiceInstance instance) {
    return problems(instance, true);
  }

  /** The same for a proxy that may yet be given a port. */
  public static List<String> problemsBesidePort(ServiceInstance instance) {
    return problems(instance, false);
  }

  private static List<String> problems(ServiceInstance instance, boolean portKnown) {
    List<String> problems = new ArrayList<>();
    boolean unreachable = instance.port() == 0 && instance.socketPath().isEmpty();
    boolean proxy = instance.kind().equals(ServiceInstance.CONNECT_PROXY);
    if (instance.connectNative()) {
      if (proxy) {
        problems.add("A Proxy cannot also be Connect Native, only typical services");
      }
      if (unreachable) {
        problems.add("Port or SocketPath must be set for a Connect native service.");
      }
    }
    if (proxy) {
      problemsOfProxy(instance, unreachable && portKnown, problems);
    } else if (GATEWAYS.contains(instance.kind())) {
      problemsOfGateway(instance, problems);
    }
    return problems;
  }

  private static void problemsOfProxy(
      ServiceInstance instance, boolean unreachable, List<String> problems) {
    if (unreachable) {
      problems.add("Port or SocketPath must be set for a connect-proxy");
    }
    String destination =
        instance.proxy().get("DestinationServiceName") instanceof Value.Str(String name)
            ? name
            : "";
    if (destination.isBlank()) {
      problems.add("Proxy.DestinationServiceName must be non-empty for Connect proxy services");
    } else if (destination.equals("*")) {
      problems.add(
          "Proxy.DestinationServiceName must not be a wildcard for Connect proxy services");
    }
    if (instance.proxy().get("Upstreams") instanceof Value.Arr(List<Value> upstreams)) {
      problemsOfUpstreams(upstreams, problems);
    }
  }

  private static void problemsOfUpstreams(List<Value> upstreams, List<String> problems) {
    Set<String> seen = new HashSet<>();
    for (Value each : upstreams) {
      if (!(each instanceof Value.Obj upstream)
          || upstream.get("CentrallyConfigured") instanceof Value.Bool(boolean central)
              && central) {
        continue;
      }
      String path = text(upstream, "LocalBindSocketPath");
      long port = upstream.get("LocalBindPort") instanceof Value.Int(long number) ? number : 0;
      if (text(upstream, "DestinationName").isEmpty()) {
        problems.add("upstream destination name cannot be empty");
      } else if (port == 0 && path.isEmpty()) {
        problems.add("upstream local bind port or local socket path must be defined and nonzero");
      }
      String host = text(upstream, "LocalBindAddress");
      String place = path.isEmpty() ? (host.isEmpty() ? "127.0.0.1" : host) + ":" + port : path;
      if (!seen.add(place)) {
        problems.add("upstreams cannot contain duplicates by local bind address and port or unix"
            + " path; \"" + place + "\" is specified twice");
      }
    }
  }

  private static String text(Value.Obj object, String field) {
    return object.get(field) instanceof Value.Str(String text) ? text : "";
  }

  private static void problemsOfGateway(ServiceInstance instance, List<String> problems) {
    if (instance.port() == 0) {
      problems.add("Port must be non-zero for a " + instance.kind());
    }
    for (String field : NOT_OF_GATEWAYS) {
      if (instance.proxy().get(field) != null) {
        problems.add("The Proxy." + field + " configuration is invalid for a " + instance.kind());
      }
    }
  }
}
