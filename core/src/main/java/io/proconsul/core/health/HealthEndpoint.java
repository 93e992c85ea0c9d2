package io.proconsul.core.health;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.CatalogParams;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Routes;
import io.proconsul.core.catalog.CatalogFilters;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import java.util.List;

/** {@code /v1/health}: checks, and instances with the checks that decide on them. */
public final class HealthEndpoint implements Endpoint {
  private static final String PATH = "/v1/health/";

  private static final Render<List<HealthCheck>> CHECKS = Render.filteredJson(
      CatalogFilters.CHECKS, (checks, sink) -> sink.list(checks, HealthCheck.MAPPING::write));

  private static final Render<List<HealthEntry>> ENTRIES = Render.filteredJson(
      CatalogFilters.ENTRIES, (entries, sink) -> sink.list(entries, HealthEntry::writeTo));

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, PATH + "node/", HealthEndpoint::node)
        .add(Method.GET, PATH + "checks/", HealthEndpoint::checks)
        .add(Method.GET, PATH + "state/", HealthEndpoint::state)
        .add(Method.GET, PATH + "service/", request -> instances(request, "service/", false))
        .add(Method.GET, PATH + "connect/", request -> instances(request, "connect/", true))
        .add(Method.GET, PATH + "ingress/", HealthEndpoint::ingress);
  }

  private static Action node(Request request) {
    String node = CatalogParams.name(request, PATH + "node/", "Missing node name");
    return new Action.Read<>(new HealthQuery.NodeChecks(node), CHECKS);
  }

  private static Action checks(Request request) {
    String service = CatalogParams.name(request, PATH + "checks/", "Missing service name");
    return new Action.Read<>(
        new HealthQuery.ServiceChecks(service, CatalogParams.nodeMeta(request)), CHECKS);
  }

  private static Action state(Request request) {
    String state = CatalogParams.name(request, PATH + "state/", "Missing check state");
    return new Action.Read<>(
        new HealthQuery.ChecksInState(state, CatalogParams.nodeMeta(request)), CHECKS);
  }

  private static Action instances(Request request, String path, boolean connect) {
    String service = CatalogParams.name(request, PATH + path, "Missing service name");
    var query = new HealthQuery.ServiceHealth(
        service,
        request.params().all("tag"),
        CatalogParams.nodeMeta(request),
        passing(request.params()),
        connect);
    return new Action.Read<>(query, ENTRIES, Action.Caching.STREAM);
  }

  private static Action ingress(Request request) {
    String service = CatalogParams.name(request, PATH + "ingress/", "Missing service name");
    passing(request.params());
    return new Action.Read<>(new HealthQuery.IngressHealth(service), ENTRIES, Action.Caching.AGENT);
  }

  /** Without a value it is meant, too. */
  private static boolean passing(Params params) {
    String value = params.first("passing");
    if (!params.has("passing")) {
      return false;
    }
    return switch (value) {
      case "", "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new ConsulException.InvalidRequest("Invalid value for ?passing");
    };
  }
}
