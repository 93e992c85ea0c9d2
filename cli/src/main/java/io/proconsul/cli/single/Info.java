package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.Value;
import java.util.Map;
import java.util.TreeMap;

/** {@code consul info}: the agent's statistics, by subsystem. */
public final class Info extends ApiCommand {
  public Info() {
    super(Scope.AGENT);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    Value.Obj self = Failure.unless("Error querying agent", () -> client.agent().self());
    if (!(self.get("Stats") instanceof Value.Obj(Map<String, Value> stats))) {
      throw new Failure("Agent response did not contain 'Stats' key");
    }
    for (Map.Entry<String, Value> section : new TreeMap<>(stats).entrySet()) {
      terminal.out(section.getKey() + ":");
      if (section.getValue() instanceof Value.Obj(Map<String, Value> values)) {
        new TreeMap<>(values)
            .forEach((name, value) -> terminal.out("\t" + name + " = " + text(value)));
      }
    }
    return 0;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> text;
      case Value.Int(long number) -> Long.toString(number);
      case Value.Num(double _, String text) -> text;
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case Value.Nil() -> "<nil>";
      case Value.Bytes _, Value.Arr _, Value.Obj _ -> value.toString();
    };
  }

  @Override
  protected String usage() {
    return """
        Usage: consul info [options]

          Prints what the agent counts and knows of itself, for finding out what is
          wrong.""";
  }
}
