package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.cli.text.Columns;
import io.proconsul.client.ConsulClient;
import io.proconsul.model.cluster.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code consul operator usage instances}: how many services and nodes there are. */
public final class UsageInstances extends ApiCommand {
  private static final int GAP = 6;

  /** Consul leaves as much room as for the longest title. */
  private static final String COUNT = "Count            ";

  private static final String INSTANCES = "Service instances";
  private static final String TOTAL = "Total";
  private static final String DATACENTER = "Datacenter";

  private final SwitchFlag everywhere =
      flags.bool("all-datacenters", false, "Display service counts from all datacenters.");
  private final SwitchFlag billable = flags.bool(
      "billable", false, "Display only billable service info. Cannot be used with -connect.");
  private final SwitchFlag connect = flags.bool(
      "connect", false, "Display only Connect service info.Cannot be used with -billable.");

  public UsageInstances() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return billable.get() && connect.get()
        ? "Cannot specify both -billable and -connect flags"
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Map<String, Usage> usage = Failure.unless(
        "Error fetching usage information",
        () -> client.operator().usage(everywhere.get(), api.query()));
    if (!connect.get()) {
      terminal.out(totals(usage));
      terminal.out("Billable Services\n" + billable(usage) + "\n\n");
      terminal.out("Nodes\n" + nodes(usage) + "\n\n");
    }
    if (!billable.get()) {
      terminal.out("Connect Services\n" + mesh(usage));
    }
    return 0;
  }

  private static String totals(Map<String, Usage> usage) {
    int total = usage.values().stream().mapToInt(Usage::billableInstances).sum();
    StringBuilder text =
        new StringBuilder("Billable Service Instances Total: ").append(total).append('\n');
    usage.forEach((datacenter, here) -> text.append(datacenter)
        .append(" Billable Service Instances: ")
        .append(here.billableInstances())
        .append('\n'));
    return text.toString();
  }

  private String billable(Map<String, Usage> usage) {
    Columns table = new Columns(GAP);
    if (!everywhere.get()) {
      table.row("Services", INSTANCES);
      usage
          .values()
          .forEach(here -> table.row(text(here.services()), text(here.billableInstances())));
      return table.toString();
    }
    table.row(DATACENTER, "Services", INSTANCES);
    int services = 0;
    int instances = 0;
    for (Map.Entry<String, Usage> here : usage.entrySet()) {
      Usage counted = here.getValue();
      services += counted.services();
      instances += counted.billableInstances();
      table.row(here.getKey(), text(counted.services()), text(counted.billableInstances()));
    }
    return table.row("", "", "").row(TOTAL, text(services), text(instances)).toString();
  }

  private static String nodes(Map<String, Usage> usage) {
    Columns table = new Columns(GAP).row(DATACENTER, COUNT);
    usage.forEach((datacenter, here) -> table.row(datacenter, text(here.nodes())));
    int total = usage.values().stream().mapToInt(Usage::nodes).sum();
    return table.row("", "").row(TOTAL, text(total)).toString();
  }

  private String mesh(Map<String, Usage> usage) {
    Columns table = new Columns(GAP);
    if (!everywhere.get()) {
      table.row("Type", INSTANCES);
      usage
          .values()
          .forEach(here ->
              here.connectInstances().forEach((kind, count) -> table.row(kind, text(count))));
      return table.toString();
    }
    table.row(DATACENTER, "Type", INSTANCES);
    int total = 0;
    for (Map.Entry<String, Usage> here : usage.entrySet()) {
      for (Map.Entry<String, Integer> kind : here.getValue().connectInstances().entrySet()) {
        table.row(here.getKey(), kind.getKey(), text(kind.getValue()));
        total += kind.getValue();
      }
    }
    return table.row("", "", "").row(TOTAL, "", text(total)).toString();
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator usage instances [options]

          Prints how many services, instances and nodes there are.

              $ consul operator usage instances
              $ consul operator usage instances -all-datacenters""";
  }
}
