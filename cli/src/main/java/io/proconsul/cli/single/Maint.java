package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import org.jspecify.annotations.Nullable;

/** {@code consul maint}: takes the node or a service out of service, or shows what is out. */
public final class Maint extends ApiCommand {
  private static final String NODE_CHECK = "_node_maintenance";
  private static final String SERVICE_CHECK = "_service_maintenance:";

  private final SwitchFlag disable =
      flags.bool("disable", false, "End maintenance. The default is false.");
  private final SwitchFlag enable =
      flags.bool("enable", false, "Begin maintenance. The default is false.");
  private final StringFlag reason =
      flags.string("reason", "", "Why, for those who look. Only with -enable.");
  private final StringFlag service = flags.string(
      "service",
      "",
      "The id of a service of this" + " agent. When not given, the whole node is meant.");

  public Maint() {
    super(Scope.AGENT_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    if (enable.get() && disable.get()) {
      return "Only one of -enable or -disable may be provided";
    }
    if (!enable.get() && !reason.get().isEmpty()) {
      return "Reason may only be provided with -enable";
    }
    return !enable.get() && !disable.get() && !service.get().isEmpty()
        ? "Service requires either -enable or -disable"
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    if (!enable.get() && !disable.get()) {
      list(terminal, client);
    } else if (service.get().isEmpty()) {
      Failure.unless("Error " + doing() + " node maintenance", () -> {
        client.agent().nodeMaintenance(enable.get(), reason.get());
        return true;
      });
      terminal.out("Node maintenance is now " + done());
    } else {
      Failure.unless("Error " + doing() + " service maintenance", () -> {
        client.agent().serviceMaintenance(service.get(), enable.get(), reason.get());
        return true;
      });
      terminal.out("Service maintenance is now " + done() + " for \"" + service.get() + "\"");
    }
    return 0;
  }

  private String doing() {
    return enable.get() ? "enabling" : "disabling";
  }

  private String done() {
    return enable.get() ? "enabled" : "disabled";
  }

  private static void list(Terminal terminal, ConsulClient client) throws Failure {
    for (Value.Obj row :
        Failure.unless("Error getting checks", () -> client.agent().checks())) {
      Fields check = new Fields("AgentCheck", row);
      String id = check.string("CheckID");
      if (id.equals(NODE_CHECK)) {
        terminal.out("Node:\n  Name:   " + check.string("Node") + "\n  Reason: "
            + check.string("Notes") + "\n");
      } else if (id.startsWith(SERVICE_CHECK)) {
        terminal.out("Service:\n  ID:     " + check.string("ServiceID") + "\n  Reason: "
            + check.string("Notes") + "\n");
      }
    }
  }

  @Override
  protected String usage() {
    return """
        Usage: consul maint [options]

          Takes this agent's node, or one of its services, out of what the catalog
          offers, and back in. The state outlives a restart of the agent.

              $ consul maint -enable -reason="Changing a disk"
              $ consul maint -disable
              $ consul maint -enable -service=web

          Without flags it prints what is in maintenance, and why.""";
  }
}
