package io.proconsul.cli.kv;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.KvEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code consul kv export}: keys below a prefix as JSON that {@code kv import} reads. */
public final class KvExport extends ApiCommand {
  public KvExport() {
    super(Scope.SERVER_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    return tooMany(words, 1);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    List<KvEntry> entries = Failure.unless(
        "Error querying Consul agent",
        () -> client.kv().list(Keys.first(words), api.query()).value());
    if (entries.isEmpty()) {
      terminal.out("[]");
      return 0;
    }
    String separator = "[\n";
    for (KvEntry entry : entries) {
      terminal.print(separator + "\t{\n\t\t\"key\": " + quoted(entry.key()) + ",\n\t\t\"flags\": "
          + Long.toUnsignedString(entry.flags()) + ",\n\t\t\"value\": \"" + Keys.base64(entry)
          + "\"\n\t}");
      separator = ",\n";
    }
    terminal.out("\n]");
    return 0;
  }

  private static String quoted(String text) {
    JsonWriter json = new JsonWriter();
    json.string(text);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  @Override
  protected String usage() {
    return """
        Usage: consul kv export [KEY_OR_PREFIX]

          Prints all keys that start with the given text as JSON, with flags and values
          in base64, for "consul kv import".

              $ consul kv export vault/ > vault.json""";
  }
}
