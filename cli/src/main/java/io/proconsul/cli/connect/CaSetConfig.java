package io.proconsul.cli.connect;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.cli.text.Source;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.model.connect.CaConfiguration;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code consul connect ca set-config}: has the certificate authority go by a file. */
public final class CaSetConfig extends ApiCommand {
  private final StringFlag configFile =
      flags.string("config-file", "", "The file that the authority is to go by. Required.");
  private final SwitchFlag force = flags.bool(
      "force-without-cross-signing",
      false,
      "Change to another authority even if the present one cannot sign the next one's root."
          + " Until all have the new root, connections may fail.");

  public CaSetConfig() {
    super(Scope.SERVER);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return configFile.get().isEmpty() ? "The -config-file flag is required" : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    CaConfiguration wanted = read();
    Failure.unless("Error setting CA configuration", () -> {
      client.connect().setCaConfiguration(wanted);
      return true;
    });
    terminal.out("Configuration updated!");
    return 0;
  }

  private CaConfiguration read() throws Failure {
    byte[] text;
    try {
      text = Source.readFile(configFile.get());
    } catch (IOException e) {
      throw new Failure("Error reading config file: " + e.getMessage());
    }
    try {
      if (!(JsonReader.parse(text) instanceof Value.Obj object)) {
        throw new DecodeException("the file holds no JSON object");
      }
      CaConfiguration given = CaConfiguration.MAPPING.read(new Fields("CAConfig", object));
      return force.get() ? given.forced() : given;
    } catch (DecodeException e) {
      throw new Failure("Error parsing config file: " + e.getMessage());
    }
  }

  @Override
  protected String usage() {
    return """
        Usage: consul connect ca set-config [options]

          Has the certificate authority go by a file, which holds JSON such as
          {"Provider": "consul", "Config": {"LeafCertTTL": "48h"}}.

              $ consul connect ca set-config -config-file=ca.json""";
  }
}
