package io.proconsul.core.local;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Routes;
import io.proconsul.model.ServiceDefinition;
import io.proconsul.model.ServiceInstance;
import java.util.Map;
import java.util.TreeMap;

/** {@code /v1/agent/service...} and node maintenance: this agent's own services. */
public final class AgentServiceEndpoint implements Endpoint {
  private static final String GET = "/v1/agent/service/";
  private static final String DEREGISTER = "/v1/agent/service/deregister/";
  private static final String MAINTENANCE = "/v1/agent/service/maintenance/";

  private final LocalRegistry registry;
  private final LocalSettings settings;
  private final HashWait hashWait;

  public AgentServiceEndpoint(LocalRegistry registry, LocalSettings settings, HashWait hashWait) {
    this.registry = registry;
    this.settings = settings;
    this.hashWait = hashWait;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/agent/services", this::list)
        .add(Method.GET, GET, request -> hashWait.get(request.pathAfter(GET), request))
        .add(Method.PUT, "/v1/agent/service/register", this::put)
        .add(Method.PUT, DEREGISTER, this::deregister)
        .add(Method.PUT, MAINTENANCE, this::maintenance)
        .add(Method.PUT, "/v1/agent/maintenance", this::nodeMaintenance);
  }

  private Action list(Request request) {
    Map<String, ServiceInstance> services = new TreeMap<>();
    registry.state().services().forEach((id, service) -> services.put(id, service.instance()));
    Map<String, ServiceInstance> kept =
        LocalFilters.services(services, request.params().first("filter"));
    String datacenter = settings.node().datacenter();
    return LocalReply.json(
        request,
        settings,
        kept,
        (shown, out) -> out.map(
            shown,
            (service, sink) ->
                LocalRender.service(new LocalRender.View(service, datacenter, ""), sink)));
  }

  private Action put(Request request) {
    ServiceDefinition service = LocalReply.body(request, ServiceDefinition.MAPPING);
    boolean replace = LocalReply.flag(request.params(), "replace-existing-checks");
    return LocalReply.afterWrite(done -> registry.register(service, Source.REMOTE, replace, done));
  }

  private Action deregister(Request request) {
    String id = request.pathAfter(DEREGISTER);
    return LocalReply.afterWrite(done -> registry.deregisterService(id, done));
  }

  private Action maintenance(Request request) {
    String id = request.pathAfter(MAINTENANCE);
    if (id.isEmpty()) {
      throw new ConsulException.InvalidRequest("Missing service ID");
    }
    boolean enable = LocalReply.enable(request.params());
    String reason = request.params().first("reason");
    return LocalReply.afterWrite(done -> Maintenance.ofService(registry, id, enable, reason, done));
  }

  private Action nodeMaintenance(Request request) {
    boolean enable = LocalReply.enable(request.params());
    String reason = request.params().first("reason");
    return LocalReply.afterWrite(done -> Maintenance.ofNode(registry, enable, reason, done));
  }
}
