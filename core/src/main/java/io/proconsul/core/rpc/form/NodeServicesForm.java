package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.model.Node;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceInstance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node with its instances: {@code structs.NodeServices}, or a {@code NodeServiceList}. */
public final class NodeServicesForm {
  public static final Form<Optional<NodeServices>> MAP =
      Form.object(NodeServicesForm::writeMap, in -> inner(in).flatMap(NodeServicesForm::readMap));

  public static final Form<Optional<NodeServices>> LIST =
      Form.object(NodeServicesForm::writeList, in -> inner(in).flatMap(NodeServicesForm::readList));

  private NodeServicesForm() {}

  private static void writeMap(Optional<NodeServices> found, Sink out) {
    out.name("NodeServices");
    if (found.isEmpty()) {
      out.nil();
      return;
    }
    out.beginObject();
    out.field("Node", found.get().node(), Node.MAPPING::write);
    out.name("Services");
    out.beginObject();
    for (ServiceInstance service : found.get().services()) {
      out.field(service.id(), service, ServiceInstance::writeListedTo);
    }
    out.endObject();
    out.endObject();
  }

  private static void writeList(Optional<NodeServices> found, Sink out) {
    out.name("NodeServices");
    out.beginObject();
    out.name("Node");
    found.ifPresentOrElse(node -> Node.MAPPING.write(node.node(), out), out::nil);
    out.list(
        "Services", found.map(NodeServices::services).orElse(null), ServiceInstance::writeListedTo);
    out.endObject();
  }

  private static Optional<NodeServices> readMap(Fields in) {
    Map<String, ServiceInstance> services =
        in.map("Services", "NodeService", ServiceForm.MAPPING::read);
    return whole(in, services == null ? List.of() : List.copyOf(services.values()));
  }

  private static Optional<NodeServices> readList(Fields in) {
    return whole(in, Form.orEmpty(in.list("Services", "NodeService", ServiceForm.MAPPING::read)));
  }

  private static Optional<NodeServices> whole(Fields in, List<ServiceInstance> services) {
    List<ServiceInstance> sorted =
        services.stream().sorted(Comparator.comparing(ServiceInstance::id)).toList();
    return Optional.ofNullable(in.object("Node", "Node", Node.MAPPING::read))
        .map(node -> new NodeServices(node, sorted));
  }

  private static Optional<Fields> inner(Fields in) {
    return Optional.ofNullable(in.object("NodeServices", "NodeServices", fields -> fields));
  }
}
