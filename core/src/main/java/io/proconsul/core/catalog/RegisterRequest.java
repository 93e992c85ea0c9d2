package io.proconsul.core.catalog;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A registration as it is asked for, with what Consul fills in and refuses. */
public record RegisterRequest(
    Node node,
    @Nullable ServiceInstance service,
    List<HealthCheck> checks,
    boolean skipNodeUpdate) {

  /**
   * Reads the body of {@code /v1/catalog/register}.
   *
   * @throws io.proconsul.codec.DecodeException for a wrong type or an unknown field
   */
  static RegisterRequest read(Fields in) {
    RegisterRequest request = read(in, ServiceInstance.MAPPING, HealthCheck.MAPPING);
    in.skip("WriteRequest");
    in.skip("Locality");
    in.skip("PeerName");
    in.rejectUnknown();
    return request;
  }

  /**
   * Reads one that may hold more than is looked at, with the mappings of where it comes from.
   *
   * @throws io.proconsul.codec.DecodeException for a wrong type
   */
  public static RegisterRequest read(
      Fields in, Mapping<ServiceInstance> services, Mapping<HealthCheck> mapping) {
    Node node = new Node(
        in.string("ID"),
        in.string("Node"),
        in.string("Address"),
        in.string("Datacenter"),
        in.stringMap("TaggedAddresses"),
        in.stringMap("NodeMeta"),
        0,
        0);
    ServiceInstance service = in.object("Service", "structs.NodeService", services::read);
    List<HealthCheck> checks = new ArrayList<>();
    List<HealthCheck> many = in.list("Checks", "structs.HealthCheck", mapping::read);
    if (many != null) {
      checks.addAll(many);
    }
    HealthCheck single = in.object("Check", "structs.HealthCheck", mapping::read);
    if (single != null) {
      checks.add(single);
    }
    return new RegisterRequest(node, service, checks, in.bool("SkipNodeUpdate"));
  }

  /**
   * The command for it.
   *
   * @param datacenter this agent's own
   * @throws ConsulException.Refused in Consul's words and order
   */
  public CatalogCommand.Register toCommand(String datacenter) {
    if (node.node().isEmpty()) {
      throw new ConsulException.Refused("Must provide node");
    }
    if (node.address().isEmpty() && !skipNodeUpdate) {
      throw new ConsulException.Refused("Must provide address if SkipNodeUpdate is not set");
    }
    NodeId.problem(node.id()).ifPresent(problem -> {
      throw new ConsulException.Refused("Bad node ID: " + problem);
    });
    ServiceInstance complete = service == null ? null : InstanceRules.complete(service);
    List<HealthCheck> all = checks.stream().map(this::completeCheck).toList();
    Node placed = inDatacenter(datacenter(datacenter));
    return new CatalogCommand.Register(placed, complete, all, skipNodeUpdate);
  }

  /** Where it belongs: in the agent's own datacenter unless it names one. */
  public String datacenter(String own) {
    String wanted = node.datacenter();
    return wanted.isEmpty() || wanted.equalsIgnoreCase(own) ? own : wanted;
  }

  private Node inDatacenter(String datacenter) {
    return new Node(
        node.id(),
        node.node(),
        node.address(),
        datacenter,
        node.taggedAddresses(),
        node.meta(),
        0,
        0);
  }

  private HealthCheck completeCheck(HealthCheck given) {
    String id = given.checkId().isEmpty() ? given.name() : given.checkId();
    if (!given.node().isEmpty() && !given.node().equalsIgnoreCase(node.node())) {
      throw new ConsulException.Refused("Node '" + given.node() + "' for check '" + id
          + "' doesn't match register request node '" + node.node() + "'");
    }
    return given.withNodeAndId(node.node(), id);
  }
}
