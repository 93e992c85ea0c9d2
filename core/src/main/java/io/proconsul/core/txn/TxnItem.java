package io.proconsul.core.txn;

import io.proconsul.codec.Fields;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.InstanceRules;
import io.proconsul.core.catalog.NodeId;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.filter.GoText;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of a transaction, with what every server demands of it.
 *
 * @param op with all that is implied filled in
 * @param write whether its verb makes the whole a transaction that writes
 * @param problem why it is refused without a look at the state
 */
public record TxnItem(TxnOp op, boolean write, Optional<String> problem) {
  private static final List<String> NOT_OF_NODES = List.of("Partition", "PeerName", "Locality");
  private static final List<String> NOT_OF_CHECKS = List.of("Namespace", "Partition");
  private static final List<String> NOT_OF_SERVICES =
      List.of("ContentHash", "Namespace", "Partition", "Datacenter");

  /**
   * Reads the first kind of operation that is given; null when there is none.
   *
   * @param datacenter of nodes that do not say
   */
  static @Nullable TxnItem read(Fields in, String datacenter) {
    TxnItem kv = in.object("KV", "api.KVTxnOp", TxnItem::kv);
    TxnItem node = in.object("Node", "api.NodeTxnOp", fields -> node(fields, datacenter));
    TxnItem service = in.object("Service", "api.ServiceTxnOp", TxnItem::service);
    TxnItem check = in.object("Check", "api.CheckTxnOp", TxnItem::check);
    in.rejectUnknown();
    if (kv != null) {
      return kv;
    }
    if (node != null) {
      return node;
    }
    return service != null ? service : check;
  }

  private static TxnItem kv(Fields in) {
    in.skip("Namespace");
    in.skip("Partition");
    String text = verb(in, "api.KVOp");
    KvEntry entry = KvEntry.of(in.string("Key"), in.bytes("Value"), in.unsigned("Flags"))
        .withLock(0, in.string("Session"));
    return kv(text, entry, in.unsigned("Index"));
  }

  /** @param index what the verbs that compare look at */
  public static TxnItem kv(String text, KvEntry entry, long index) {
    Optional<TxnOp.KvVerb> verb = TxnOp.KvVerb.of(text);
    boolean keyless = entry.key().isEmpty() && !verb.equals(Optional.of(TxnOp.KvVerb.DELETE_TREE));
    TxnOp op = verb.<TxnOp>map(known -> new TxnOp.Kv(known, entry, index))
        .orElseGet(() -> new TxnOp.Refused("unknown KV verb " + GoText.quote(text)));
    return new TxnItem(
        op, op.isWrite(), keyless ? Optional.of("Must provide key") : Optional.empty());
  }

  private static TxnItem node(Fields in, String datacenter) {
    String text = verb(in, "api.NodeOp");
    Node given = Objects.requireNonNullElseGet(
        in.object("Node", "api.Node", TxnItem::nodeItself),
        () -> new Node("", "", "", "", null, null, 0, 0));
    return node(text, given, datacenter);
  }

  /** @param datacenter of a node that does not say */
  public static TxnItem node(String text, Node given, String datacenter) {
    Node node = given.datacenter().isEmpty() ? given.withDatacenter(datacenter) : given;
    TxnOp.Verb verb = TxnOp.Verb.of(text).orElse(null);
    if (verb == null) {
      return unknown("node", text);
    }
    return new TxnItem(
        new TxnOp.OfNode(verb, node),
        verb != TxnOp.Verb.GET,
        verb == TxnOp.Verb.GET ? Optional.empty() : problem(node));
  }

  private static Node nodeItself(Fields in) {
    NOT_OF_NODES.forEach(in::skip);
    return Node.MAPPING.read(in);
  }

  private static Optional<String> problem(Node node) {
    return node.node().isEmpty()
        ? Optional.of("Must provide node")
        : NodeId.problem(node.id()).map(problem -> "Bad node ID: " + problem);
  }

  private static TxnItem service(Fields in) {
    String text = verb(in, "api.ServiceOp");
    String node = in.string("Node");
    ServiceInstance given = Objects.requireNonNullElseGet(
        in.object("Service", "api.AgentService", TxnItem::serviceItself),
        () -> ServiceInstance.of("", "", 0));
    return service(text, node, given);
  }

  public static TxnItem service(String text, String node, ServiceInstance given) {
    TxnOp.Verb verb = TxnOp.Verb.of(text).orElse(null);
    if (verb == null) {
      return unknown("service", text);
    }
    if (verb == TxnOp.Verb.GET) {
      return new TxnItem(new TxnOp.OfService(verb, node, given), false, Optional.empty());
    }
    try {
      ServiceInstance complete = InstanceRules.complete(given);
      return new TxnItem(new TxnOp.OfService(verb, node, complete), true, Optional.empty());
    } catch (ConsulException.Refused refusal) {
      return new TxnItem(
          new TxnOp.OfService(verb, node, given), true, Optional.ofNullable(refusal.getMessage()));
    }
  }

  private static ServiceInstance serviceItself(Fields in) {
    NOT_OF_SERVICES.forEach(in::skip);
    return ServiceInstance.MAPPING.read(in);
  }

  private static TxnItem check(Fields in) {
    String text = verb(in, "api.CheckOp");
    HealthCheck given = Objects.requireNonNullElseGet(
        in.object("Check", "api.HealthCheck", TxnItem::checkItself),
        () -> HealthCheck.of("", "", "", ""));
    return check(text, given);
  }

  public static TxnItem check(String text, HealthCheck given) {
    TxnOp.Verb verb = TxnOp.Verb.of(text).orElse(null);
    if (verb == null) {
      return unknown("check", text);
    }
    boolean write = verb != TxnOp.Verb.GET;
    boolean implied = write && given.checkId().isEmpty();
    HealthCheck check = implied ? given.withNodeAndId(given.node(), given.name()) : given;
    return new TxnItem(new TxnOp.OfCheck(verb, check), write, Optional.empty());
  }

  private static HealthCheck checkItself(Fields in) {
    NOT_OF_CHECKS.forEach(in::skip);
    return HealthCheck.MAPPING.read(in);
  }

  private static String verb(Fields in, String goType) {
    return Objects.requireNonNullElse(in.stringOrNull("Verb", goType), "");
  }

  /** Counts as a write, and fails before anything is tried. */
  private static TxnItem unknown(String what, String verb) {
    String reason = "unknown " + what + " operation: " + verb;
    return new TxnItem(new TxnOp.Refused(reason), true, Optional.of(reason));
  }
}
