package io.proconsul.cli.kv;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import io.proconsul.model.KvEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code consul kv get}: a value, all values below a prefix, or the names of keys alone. */
public final class KvGet extends ApiCommand {
  private static final String FAILED = "Error querying Consul agent";

  private final SwitchFlag base64 =
      flags.bool("base64", false, "Print values in base64. The default is false.");
  private final SwitchFlag detailed = flags.bool(
      "detailed",
      false,
      "Print what is known of each"
          + " key beside its value: indexes, flags, lock. The default is false.");
  private final SwitchFlag keys = flags.bool(
      "keys",
      false,
      "Print the names of keys that start"
          + " with the given one, not their values. The default is false.");
  private final SwitchFlag recurse = flags.bool(
      "recurse",
      false,
      "Print every key that starts" + " with the given one. The default is false.");
  private final StringFlag separator = flags.string(
      "separator",
      "/",
      "With -keys, names are cut"
          + " behind this text, so that folders show once. The default is \"/\".");

  public KvGet() {
    super(Scope.SERVER_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    String tooMany = tooMany(words, 1);
    if (tooMany != null) {
      return tooMany;
    }
    return Keys.first(words).isEmpty() && !recurse.get() && !keys.get()
        ? "Error! Missing KEY argument"
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    String key = Keys.first(words);
    if (recurse.get()) {
      all(terminal, list(client, key));
    } else if (keys.get()) {
      List<String> names = Failure.unless(
          FAILED, () -> client.kv().keys(key, separator.get(), api.query()).value());
      names.forEach(terminal::out);
    } else {
      one(terminal, client, key);
    }
    return 0;
  }

  private List<KvEntry> list(ConsulClient client, String prefix) throws Failure {
    return Failure.unless(FAILED, () -> client.kv().list(prefix, api.query()).value());
  }

  private void all(Terminal terminal, List<KvEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      KvEntry entry = entries.get(i);
      if (keys.get()) {
        terminal.out(entry.key());
      } else if (detailed.get()) {
        terminal.out(Keys.details(entry, base64.get()));
        if (i < entries.size() - 1) {
          terminal.out("");
        }
      } else {
        terminal.print(entry.key() + ":");
        value(terminal, entry);
      }
    }
  }

  private void one(Terminal terminal, ConsulClient client, String key) throws Failure {
    Optional<KvEntry> entry =
        Failure.unless(FAILED, () -> client.kv().get(key, api.query()).value());
    if (entry.isEmpty()) {
      throw new Failure("Error! No key exists at: " + key);
    }
    if (detailed.get()) {
      terminal.out(Keys.details(entry.get(), base64.get()));
    } else {
      value(terminal, entry.get());
    }
  }

  /** The value's own bytes, whatever they are. */
  private void value(Terminal terminal, KvEntry entry) {
    if (base64.get()) {
      terminal.out(Keys.base64(entry));
    } else {
      terminal.write(entry.value());
      terminal.print("\n");
    }
  }

  @Override
  protected String usage() {
    return """
        Usage: consul kv get [options] [KEY_OR_PREFIX]

          Prints the value of a key. A key that does not exist is an error.

              $ consul kv get redis/config/connections

          With -recurse all keys that start with the given text are printed with their
          values, with -keys their names alone; then nothing found is no error.

              $ consul kv get -recurse redis/
              $ consul kv get -keys redis/""";
  }
}
