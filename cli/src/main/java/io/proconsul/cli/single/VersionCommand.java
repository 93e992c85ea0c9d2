package io.proconsul.cli.single;

import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.command.Version;
import io.proconsul.cli.flag.StringFlag;

/** {@code consul version}: the version whose behaviour this is, as text or JSON. */
public final class VersionCommand extends FlagCommand {
  private final StringFlag format = flags.string("format", "pretty", "Output format {pretty|json}");

  @Override
  protected int perform(Terminal terminal, String[] words) {
    switch (format.get()) {
      case "pretty" -> terminal.out(pretty());
      case "json" -> terminal.out(json());
      default -> {
        terminal.error("Unknown format: " + format.get());
        return 1;
      }
    }
    return 0;
  }

  private static String pretty() {
    return "Consul v" + Version.CONSUL + "\nProconsul v" + Version.PRODUCT + "\nProtocol "
        + Version.PROTOCOL_DEFAULT + " spoken by default, understands " + Version.PROTOCOL_MIN
        + " to " + Version.PROTOCOL_MAX
        + " (agent will automatically use protocol >2 when speaking to compatible agents)\n";
  }

  private static String json() {
    return "{\n   \"Version\": \"" + Version.CONSUL + "\",\n   \"Revision\": \"\",\n"
        + "   \"Prerelease\": \"\",\n   \"BuildDate\": \"1970-01-01T00:00:01Z\",\n"
        + "   \"RPC\": {\n      \"Default\": " + Version.PROTOCOL_DEFAULT + ",\n      \"Min\": "
        + Version.PROTOCOL_MIN + ",\n      \"Max\": " + Version.PROTOCOL_MAX + "\n   }\n}";
  }

  @Override
  protected String usage() {
    return """
        Usage: consul version [options]

          Prints the version of Consul whose behaviour this program has, and its own.""";
  }
}
