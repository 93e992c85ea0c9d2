package io.proconsul.core.rpc;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.CatalogFilters;
import io.proconsul.core.catalog.RegisterRequest;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.rpc.form.CheckForm;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.rpc.form.NodeServicesForm;
import io.proconsul.core.rpc.form.RowForm;
import io.proconsul.core.rpc.form.ServiceForm;
import io.proconsul.core.rpc.form.TagsForm;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.ServiceOnNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Catalog}: nodes and services.
 *
 * @param datacenter this server's own
 */
record CatalogCalls(String datacenter) {
  private static final Form<List<Node>> NODES = Form.list("Nodes", Node.MAPPING);
  private static final Form<List<ServiceOnNode>> ROWS = Form.list("ServiceNodes", RowForm.MAPPING);

  /** What config entries bind to a gateway; while there are none, nothing is. */
  private static final Form<List<ServiceOnNode>> BOUND =
      Form.object((_, out) -> out.list("Services", null, (_, _) -> {}), _ -> List.of());

  private static final Form<Optional<String>> ADDRESS = Form.scalar(
      (address, out) -> out.string(address.orElse("")),
      in -> Optional.of(in.string("r")).filter(text -> !text.isEmpty()));

  static Question<?> ask(CatalogQuery<?> query) {
    return switch (query) {
      case CatalogQuery.Nodes(Map<String, String> meta) ->
        Question.of("Catalog.ListNodes", NODES).and(nodeMeta(meta));
      case CatalogQuery.Services(Map<String, String> meta) ->
        Question.of("Catalog.ListServices", TagsForm.SERVICES).and(nodeMeta(meta));
      case CatalogQuery.ServiceInstances instances ->
        Question.of("Catalog.ServiceNodes", "ServiceName", instances.service(), ROWS)
            .and(nodeMeta(instances.nodeMeta()))
            .and(Selection.fields(instances.tags(), instances.connect()));
      case CatalogQuery.VirtualAddress(String service) ->
        Question.of("Catalog.VirtualIPForService", "ServiceName", service, ADDRESS);
      case CatalogQuery.GatewayServices(String gateway) ->
        Question.of("Catalog.GatewayServices", "ServiceName", gateway, BOUND);
      case CatalogQuery.NodeWithServices(String node) ->
        Question.of("Catalog.NodeServiceList", "Node", node, NodeServicesForm.LIST);
    };
  }

  static java.util.function.Consumer<Sink> nodeMeta(Map<String, String> meta) {
    return out -> out.stringMap("NodeMetaFilters", meta);
  }

  static Incoming listNodes(Args args) {
    return args.ask(
        args.near(new CatalogQuery.Nodes(args.nodeMeta())), NODES, CatalogFilters.NODES);
  }

  static Incoming listServices(Args args) {
    return args.ask(
        new CatalogQuery.Services(args.nodeMeta()), TagsForm.SERVICES, CatalogFilters.ROWS);
  }

  static Incoming serviceNodes(Args args) {
    var query = new CatalogQuery.ServiceInstances(
        args.required("ServiceName", "Must provide service name"),
        Selection.tags(args),
        args.nodeMeta(),
        args.in().bool("Connect"));
    return args.ask(args.near(query), ROWS, CatalogFilters.ROWS);
  }

  static Incoming virtualIp(Args args) {
    return args.ask(new CatalogQuery.VirtualAddress(args.string("ServiceName")), ADDRESS);
  }

  static Incoming gatewayServices(Args args) {
    String gateway = args.required("ServiceName", "Must provide gateway name");
    return args.ask(new CatalogQuery.GatewayServices(gateway), BOUND);
  }

  static Incoming nodeServices(Args args) {
    return args.ask(node(args), NodeServicesForm.MAP, CatalogFilters.OF_NODE);
  }

  static Incoming nodeServiceList(Args args) {
    return args.ask(node(args), NodeServicesForm.LIST, CatalogFilters.OF_NODE);
  }

  private static CatalogQuery.NodeWithServices node(Args args) {
    return new CatalogQuery.NodeWithServices(args.required("Node", "Must provide node"));
  }

  static Question<Boolean> submit(CatalogCommand command) {
    return switch (command) {
      case CatalogCommand.Register register ->
        Question.of("Catalog.Register", Form.DONE).and(out -> write(register, out));
      case CatalogCommand.Deregister(String node, String serviceId, String checkId) ->
        Question.of("Catalog.Deregister", "Node", node, Form.DONE).and(out -> {
          out.field("ServiceID", serviceId);
          out.field("CheckID", checkId);
        });
    };
  }

  private static void write(CatalogCommand.Register register, Sink out) {
    Node node = register.node();
    out.field("ID", node.id());
    out.field("Node", node.node());
    out.field("Address", node.address());
    out.stringMap("TaggedAddresses", node.taggedAddresses());
    out.stringMap("NodeMeta", node.meta());
    ServiceInstance service = register.service();
    if (service != null) {
      out.field("Service", service, ServiceForm.MAPPING::write);
    }
    out.list("Checks", register.checks(), CheckForm.MAPPING::write);
    out.field("SkipNodeUpdate", register.skipNodeUpdate());
  }

  Incoming register(Args args) {
    RegisterRequest request =
        RegisterRequest.read(args.in(), ServiceForm.MAPPING, CheckForm.MAPPING);
    return args.submit(request.toCommand(datacenter), "", Form.DONE);
  }

  static Incoming deregister(Args args) {
    String node = args.string("Node");
    if (node.isEmpty()) {
      throw new ConsulException.Refused("Must provide node");
    }
    var command =
        new CatalogCommand.Deregister(node, args.string("ServiceID"), args.string("CheckID"));
    return args.submit(command, "", Form.DONE);
  }
}
