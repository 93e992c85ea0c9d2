package io.proconsul.cli.connect;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.connect.CaConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** {@code consul connect ca get-config}: what the mesh's certificate authority goes by. */
public final class CaGetConfig extends ApiCommand {
  private static final int INDENT = 4;

  public CaGetConfig() {
    super(Scope.SERVER);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    CaConfiguration found = Failure.unless(
        "Error querying CA configuration", () -> client.connect().caConfiguration(api.query()));
    byte[] json = JsonWriter.pretty(found, CaConfiguration::show);
    terminal.out(new String(json, StandardCharsets.UTF_8)
        .lines()
        .map(CaGetConfig::withTabs)
        .collect(Collectors.joining("\n")));
    return 0;
  }

  private static String withTabs(String line) {
    String text = line.stripLeading();
    return "\t".repeat((line.length() - text.length()) / INDENT) + text;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul connect ca get-config [options]

          Prints what the certificate authority goes by, as JSON.""";
  }
}
