package io.proconsul.core.local;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.model.HealthCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /v1/agent/health/service/...}: the health of this agent's own services by id and by name,
 * also as a status code, for load balancers.
 */
public final class AgentHealthEndpoint implements Endpoint {
  private static final String BY_ID = "/v1/agent/health/service/id/";
  private static final String BY_NAME = "/v1/agent/health/service/name/";
  private static final String MAINTENANCE = "maintenance";

  /** From best to worst. */
  private static final List<String> STATES =
      List.of(HealthCheck.PASSING, HealthCheck.WARNING, HealthCheck.CRITICAL, MAINTENANCE);

  private final LocalState state;
  private final LocalSettings settings;

  public AgentHealthEndpoint(LocalState state, LocalSettings settings) {
    this.state = state;
    this.settings = settings;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, BY_ID, request -> byId(request, request.pathAfter(BY_ID)))
        .add(Method.GET, BY_NAME, request -> byName(request, request.pathAfter(BY_NAME)));
  }

  private Action byId(Request request, String id) {
    if (id.isEmpty()) {
      throw new ConsulException.Refused("Missing serviceID");
    }
    LocalService service = state.service(id);
    if (service == null) {
      String reason = "ServiceId " + id + " not found";
      var none = new LocalRender.Health(HealthCheck.CRITICAL, null, null);
      return answer(request, 404, reason, json(request, List.of(none), true));
    }
    LocalRender.Health health = health(service);
    Response json = json(request, List.of(health), true);
    return answer(request, code(health.status()), health.status(), json);
  }

  private Action byName(Request request, String name) {
    if (name.isEmpty()) {
      throw new ConsulException.Refused("Missing service Name");
    }
    List<LocalRender.Health> found = new ArrayList<>();
    for (LocalService service : state.services().values()) {
      if (service.instance().service().equals(name)) {
        found.add(health(service));
      }
    }
    if (found.isEmpty()) {
      String reason = "ServiceName " + name + " Not Found";
      return answer(request, 404, reason, json(request, found, false));
    }
    String worst = HealthCheck.PASSING;
    for (LocalRender.Health health : found) {
      worst = worse(worst, health.status());
    }
    return answer(request, code(worst), worst, json(request, found, false));
  }

  private LocalRender.Health health(LocalService service) {
    List<HealthCheck> checks = new ArrayList<>();
    String worst = HealthCheck.PASSING;
    for (LocalCheck local : state.checksOf(service.id(), true)) {
      HealthCheck check = local.check();
      checks.add(check);
      worst =
          worse(worst, Maintenance.isMaintenance(check.checkId()) ? MAINTENANCE : check.status());
    }
    String datacenter = settings.node().datacenter();
    var view = new LocalRender.View(service.instance(), datacenter, "");
    return new LocalRender.Health(worst, view, checks);
  }

  private Response json(Request request, List<LocalRender.Health> healths, boolean single) {
    boolean pretty = settings.pretty() || request.params().has("pretty");
    return single
        ? Response.json(healths.get(0), pretty, LocalRender::health)
        : Response.json(healths, pretty, (list, out) -> out.list(list, LocalRender::health));
  }

  private static Action answer(Request request, int status, String reason, Response json) {
    boolean text = request.params().first("format").equals("text")
        || "text/plain".equals(request.header("Accept"));
    Response response = text ? Response.plain(status, reason) : json.withStatus(status);
    return new Action.Reply(response.with("X-Consul-Reason", reason));
  }

  private static String worse(String one, String other) {
    return STATES.indexOf(one) >= STATES.indexOf(other) ? one : other;
  }

  private static int code(String status) {
    return switch (status) {
      case HealthCheck.PASSING -> 200;
      case HealthCheck.WARNING -> 429;
      default -> 503;
    };
  }
}
