package io.proconsul.core.local;

import io.proconsul.codec.Fields;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Status;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /v1/agent/check...}: this agent's own checks. */
public final class AgentCheckEndpoint implements Endpoint {
  private static final String PREFIX = "/v1/agent/check/";

  private final LocalRegistry registry;
  private final LocalSettings settings;

  public AgentCheckEndpoint(LocalRegistry registry, LocalSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/agent/checks", this::list)
        .add(Method.PUT, PREFIX + "register", this::put)
        .add(Method.PUT, PREFIX + "deregister/", this::deregister)
        .add(Method.PUT, PREFIX + "pass/", request -> report(request, "pass/", Status.PASSING))
        .add(Method.PUT, PREFIX + "warn/", request -> report(request, "warn/", Status.WARNING))
        .add(Method.PUT, PREFIX + "fail/", request -> report(request, "fail/", Status.CRITICAL))
        .add(Method.PUT, PREFIX + "update/", this::update);
  }

  private Action list(Request request) {
    Map<String, HealthCheck> checks = new TreeMap<>();
    registry.state().checks().forEach((id, check) -> checks.put(id, check.check()));
    Map<String, HealthCheck> kept = LocalFilters.checks(checks, request.params().first("filter"));
    return LocalReply.json(
        request, settings, kept, (shown, out) -> out.map(shown, HealthCheck.MAPPING::write));
  }

  private Action put(Request request) {
    CheckDefinition check = LocalReply.body(request, CheckDefinition.MAPPING);
    return LocalReply.afterWrite(done -> registry.register(check, Source.REMOTE, done));
  }

  private Action deregister(Request request) {
    String id = request.pathAfter(PREFIX + "deregister/");
    return LocalReply.afterWrite(done -> registry.deregisterCheck(id, done));
  }

  private Action report(Request request, String verb, Status status) {
    String id = request.pathAfter(PREFIX + verb);
    String note = request.params().first("note");
    return new Action.Local(() -> report(id, new CheckResult(status, note)));
  }

  private Action update(Request request) {
    String id = request.pathAfter(PREFIX + "update/");
    Fields in = request.bodyFields("agent.checkUpdate");
    String given = in.string("Status");
    String output = in.string("Output");
    in.rejectUnknown();
    Optional<Status> status = Status.of(given).filter(known -> known.text().equals(given));
    if (status.isEmpty()) {
      throw new ConsulException.InvalidRequest("Invalid check status: '" + given + "'");
    }
    return new Action.Local(() -> report(id, new CheckResult(status.get(), output)));
  }

  private Response report(String id, CheckResult result) {
    registry.report(id, result);
    return Response.empty(200);
  }
}
