package io.proconsul.cli.catalog;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.PairsFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.cli.text.Columns;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code consul catalog nodes}: all nodes, or those of a service. */
public final class CatalogNodes extends ApiCommand {
  private static final int SHORT_ID = 8;

  private final SwitchFlag detailed = flags.bool(
      "detailed",
      false,
      "Print whole ids, tagged" + " addresses and metadata as well. The default is false.");
  private final StringFlag filter =
      flags.string("filter", "", "An expression that nodes must match to be printed.");
  private final StringFlag near =
      flags.string("near", "", "A node to sort by distance from;" + " _agent is the agent's own.");
  private final PairsFlag nodeMeta = flags.pairs(
      "node-meta",
      "Metadata as `key=value` that nodes"
          + " must have. May be given several times; then all must match.");
  private final StringFlag service = flags.string(
      "service", "", "The `id or name` of a service: only nodes that offer it are printed.");

  public CatalogNodes() {
    super(Scope.SERVER_PARTITION);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return tooMany(words, 0);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    QueryOptions options = api.query().filter(filter.get());
    List<Node> nodes = Failure.unless(
        "Error listing nodes",
        () -> service.get().isEmpty()
            ? client.catalog().nodes(near.get(), nodeMeta.get(), options).value()
            : ofService(client, options));
    if (nodes.isEmpty()) {
      // Not a failure: the agent answered, with nothing.
      terminal.error("No nodes match the given query - try expanding your search.");
      return 0;
    }
    terminal.out(table(nodes));
    return 0;
  }

  /** A node once, however many instances it has. */
  private List<Node> ofService(ConsulClient client, QueryOptions options) {
    List<Node> nodes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Value.Obj row : client
        .catalog()
        .service(service.get(), near.get(), nodeMeta.get(), options)
        .value()) {
      Fields fields = new Fields("CatalogService", row);
      if (seen.add(fields.string("Node"))) {
        nodes.add(new Node(
            fields.string("ID"),
            fields.string("Node"),
            fields.string("Address"),
            fields.string("Datacenter"),
            fields.stringMap("TaggedAddresses"),
            fields.stringMap("NodeMeta"),
            fields.unsigned("CreateIndex"),
            fields.unsigned("ModifyIndex")));
      }
    }
    return nodes;
  }

  private String table(List<Node> nodes) {
    List<Node> sorted = new ArrayList<>(nodes);
    if (near.get().isEmpty()) {
      sorted.sort(Comparator.comparing(Node::node));
    }
    Columns table = new Columns(2);
    if (detailed.get()) {
      table.row("Node", "ID", "Address", "DC", "TaggedAddresses", "Meta");
    } else {
      table.row("Node", "ID", "Address", "DC");
    }
    for (Node node : sorted) {
      if (detailed.get()) {
        table.row(
            node.node(),
            node.id(),
            node.address(),
            node.datacenter(),
            pairs(node.taggedAddresses()),
            pairs(node.meta()));
      } else {
        table.row(node.node(), shortId(node.id()), node.address(), node.datacenter());
      }
    }
    return table.toString();
  }

  private static String shortId(String id) {
    int dash = id.indexOf('-');
    String first = dash < 0 ? id : id.substring(0, dash);
    return first.length() > SHORT_ID ? first.substring(0, SHORT_ID) : first;
  }

  private static String pairs(@Nullable Map<String, String> map) {
    List<String> pairs = new ArrayList<>();
    if (map != null) {
      new TreeMap<>(map).forEach((key, value) -> pairs.add(key + "=" + value));
    }
    return String.join(", ", pairs);
  }

  @Override
  protected String usage() {
    return """
        Usage: consul catalog nodes [options]

          Prints the nodes of the catalog.

              $ consul catalog nodes

          Only those that offer a service, or those with given metadata:

              $ consul catalog nodes -service=redis
              $ consul catalog nodes -node-meta=rack=r1""";
  }
}
