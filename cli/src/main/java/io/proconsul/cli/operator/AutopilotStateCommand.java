package io.proconsul.cli.operator;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.ServerHealth;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code consul operator autopilot state}: what autopilot sees of the servers. */
public final class AutopilotStateCommand extends ApiCommand {
  private final StringFlag format = flags.string("format", "pretty", "Output format {pretty|json}");

  public AutopilotStateCommand() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return format.get().equals("pretty") || format.get().equals("json")
        ? null
        : "Unknown format: " + format.get();
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    AutopilotState state = Failure.unless(
        "Error querying Autopilot state", () -> client.operator().autopilotState(api.query()));
    terminal.out(
        format.get().equals("json")
            ? new String(
                    JsonWriter.pretty(state, AutopilotState.MAPPING::write), StandardCharsets.UTF_8)
                .strip()
            : pretty(state));
    return 0;
  }

  private static String pretty(AutopilotState state) {
    StringBuilder text = new StringBuilder();
    line(text, "Healthy:                      ", state.healthy());
    line(text, "Failure Tolerance:            ", state.failureTolerance());
    line(text, "Optimistic Failure Tolerance: ", state.failureTolerance());
    line(text, "Leader:                       ", state.leader());
    line(text, "Voters:", "");
    state.voters().forEach(voter -> line(text, "   ", voter));
    line(text, "Servers:", "");
    List<AutopilotState.Server> servers = state.servers().stream()
        .sorted(Comparator.comparing(server -> server.health().id()))
        .toList();
    servers.forEach(server -> server(text, server));
    return text.toString();
  }

  private static void server(StringBuilder text, AutopilotState.Server server) {
    ServerHealth health = server.health();
    line(text, "   ", health.id());
    line(text, "      Name:            ", health.name());
    line(text, "      Address:         ", health.address());
    line(text, "      Version:         ", health.version());
    line(text, "      Status:          ", server.status());
    line(text, "      Node Type:       ", "voter");
    line(text, "      Node Status:     ", health.serfStatus());
    line(text, "      Healthy:         ", health.healthy());
    line(text, "      Last Contact:    ", GoDuration.format(health.lastContact()));
    line(text, "      Last Term:       ", Long.toUnsignedString(health.lastTerm()));
    line(text, "      Last Index:      ", Long.toUnsignedString(health.lastIndex()));
    if (!server.meta().isEmpty()) {
      line(text, "      Meta", "");
      server
          .meta()
          .forEach((key, value) -> line(text, "         ", "\"" + key + "\": \"" + value + "\""));
    }
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(value).append('\n');
  }

  @Override
  protected String usage() {
    return """
        Usage: consul operator autopilot state [options]

          Prints what autopilot sees of the servers: who leads, who votes, and who is
          healthy. What it goes by is told by the other command:

          Usage: consul operator autopilot get-config [options]""";
  }
}
