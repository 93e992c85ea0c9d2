package io.proconsul.cli.catalog;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.PairsFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.cli.text.Columns;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code consul catalog services}: names of services, with their tags if asked. */
public final class CatalogServices extends ApiCommand {
  private static final int GAP = 6;

  private final StringFlag node =
      flags.string("node", "", "The `id or name` of a node: only its services are printed.");
  private final PairsFlag nodeMeta = flags.pairs(
      "node-meta",
      "Metadata as `key=value` that nodes"
          + " must have for their services to be printed. May be given several times.");
  private final SwitchFlag tags =
      flags.bool("tags", false, "Print each service's tags behind it. The default is false.");

  public CatalogServices() {
    super(Scope.SERVER_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return tooMany(words, 0);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Map<String, Set<String>> services = new TreeMap<>();
    if (node.get().isEmpty()) {
      Failure.unless(
              "Error listing services",
              () -> client.catalog().services(nodeMeta.get(), api.query()).value())
          .forEach((name, list) -> services.put(name, new TreeSet<>(list)));
    } else {
      ofNode(
          services,
          Failure.unless(
              "Error listing services for node " + node.get(),
              () -> client.catalog().nodeServices(node.get(), api.query()).value()));
    }
    if (services.isEmpty()) {
      terminal.error("No services match the given query - try expanding your search.");
      return 0;
    }
    print(terminal, services);
    return 0;
  }

  private static void ofNode(Map<String, Set<String>> services, List<Value.Obj> rows) {
    for (Value.Obj row : rows) {
      Fields fields = new Fields("AgentService", row);
      services
          .computeIfAbsent(fields.string("Service"), _ -> new TreeSet<>())
          .addAll(Objects.requireNonNullElse(fields.strings("Tags"), List.of()));
    }
  }

  private void print(Terminal terminal, Map<String, Set<String>> services) {
    if (!tags.get()) {
      services.keySet().forEach(terminal::out);
      return;
    }
    Columns table = new Columns(GAP);
    services.forEach((name, list) -> table.row(name, String.join(",", list)));
    terminal.out(table.toString().strip());
  }

  @Override
  protected String usage() {
    return """
        Usage: consul catalog services [options]

          Prints the names of all services that the catalog knows.

              $ consul catalog services

          With their tags, or only those of a node:

              $ consul catalog services -tags
              $ consul catalog services -node=web1""";
  }
}
