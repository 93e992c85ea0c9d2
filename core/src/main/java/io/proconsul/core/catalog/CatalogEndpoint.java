package io.proconsul.core.catalog;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.CatalogParams;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.query.CatalogQuery;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code /v1/catalog}: nodes and services are registered, removed and listed. */
public final class CatalogEndpoint implements Endpoint {
  private static final String PATH = "/v1/catalog/";
  private static final Render<Boolean> DONE = Render.json((done, sink) -> sink.bool(done));

  private static final Render<List<String>> NAMES =
      Render.json((all, sink) -> sink.list(all, (String name, Sink out) -> out.string(name)));

  private final String datacenter;

  /** Whether an agent's cache would hold the datacenters by now. */
  private final AtomicBoolean datacentersAsked = new AtomicBoolean();

  /** @param datacenter this agent's own */
  public CatalogEndpoint(String datacenter) {
    this.datacenter = datacenter;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.PUT, PATH + "register", this::register)
        .add(Method.PUT, PATH + "deregister", this::deregister)
        .add(Method.GET, PATH + "datacenters", this::datacenters)
        .add(Method.GET, PATH + "nodes", CatalogEndpoint::nodes)
        .add(Method.GET, PATH + "services", CatalogEndpoint::services)
        .add(Method.GET, PATH + "service/", request -> instances(request, "service/", false))
        .add(Method.GET, PATH + "connect/", request -> instances(request, "connect/", true))
        .add(Method.GET, PATH + "node/", CatalogEndpoint::node)
        .add(Method.GET, PATH + "node-services/", CatalogEndpoint::nodeServices)
        .add(Method.GET, PATH + "gateway-services/", CatalogEndpoint::gatewayServices);
  }

  private Action register(Request request) {
    RegisterRequest body =
        RegisterRequest.read(request.bodyFields("structs.RegisterRequest", "RegisterRequest"));
    return new Action.Write<>(body.toCommand(datacenter), DONE, "", body.datacenter(datacenter));
  }

  private Action deregister(Request request) {
    Fields in = request.bodyFields("struct { structs.DeregisterRequest }", "");
    String node = in.string("Node");
    String wanted = in.string("Datacenter");
    var command = new CatalogCommand.Deregister(node, in.string("ServiceID"), in.string("CheckID"));
    if (node.isEmpty()) {
      throw new ConsulException.Refused("Must provide node");
    }
    return new Action.Write<>(command, DONE, "", wanted.isEmpty() ? datacenter : wanted);
  }

  private Action datacenters(Request request) {
    ReadOptions options = ReadOptions.parse(request);
    if (!options.cached()) {
      return new Action.Ask<>(new StatusOperation.Datacenters(), NAMES);
    }
    boolean hit = datacentersAsked.getAndSet(true) && !options.revalidate();
    return new Action.Ask<>(new StatusOperation.Datacenters(), (names, context) -> {
      Response all = NAMES.render(names, context);
      return hit ? all.with("X-Cache", "HIT").with("Age", "0") : all.with("X-Cache", "MISS");
    });
  }

  private static Action nodes(Request request) {
    return new Action.Read<>(
        new CatalogQuery.Nodes(CatalogParams.nodeMeta(request)), CatalogRender.NODES);
  }

  private static Action services(Request request) {
    return new Action.Read<>(
        new CatalogQuery.Services(CatalogParams.nodeMeta(request)),
        CatalogRender.SERVICES,
        Action.Caching.AGENT);
  }

  private static Action instances(Request request, String path, boolean connect) {
    String service = CatalogParams.name(request, PATH + path, "Missing service name");
    var query = new CatalogQuery.ServiceInstances(
        service, request.params().all("tag"), CatalogParams.nodeMeta(request), connect);
    return new Action.Read<>(query, CatalogRender.INSTANCES, Action.Caching.AGENT);
  }

  private static Action node(Request request) {
    String node = CatalogParams.name(request, PATH + "node/", "Missing node name");
    return new Action.Read<>(
        new CatalogQuery.NodeWithServices(node), CatalogRender.NODE, Action.Caching.AGENT);
  }

  private static Action nodeServices(Request request) {
    String node = CatalogParams.name(request, PATH + "node-services/", "Missing node name");
    return new Action.Read<>(new CatalogQuery.NodeWithServices(node), CatalogRender.NODE_SERVICES);
  }

  private static Action gatewayServices(Request request) {
    String gateway =
        CatalogParams.name(request, PATH + "gateway-services/", "Missing gateway name");
    return new Action.Read<>(new CatalogQuery.GatewayServices(gateway), CatalogRender.INSTANCES);
  }
}
