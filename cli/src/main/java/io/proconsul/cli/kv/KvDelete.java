package io.proconsul.cli.kv;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ConsulClient;
import org.jspecify.annotations.Nullable;

/** {@code consul kv delete}: removes a key, or all that start with a prefix. */
public final class KvDelete extends ApiCommand {
  private final SwitchFlag cas = flags.bool(
      "cas",
      false,
      "Delete only while the key's ModifyIndex"
          + " is that of -modify-index. The default is false.");
  private final NumberFlag modifyIndex =
      flags.unsigned("modify-index", "The ModifyIndex that -cas compares.");
  private final SwitchFlag recurse = flags.bool(
      "recurse",
      false,
      "Delete every key that starts" + " with the given one. The default is false.");

  public KvDelete() {
    super(Scope.SERVER_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    String tooMany = tooMany(words, 1);
    if (tooMany != null) {
      return tooMany;
    }
    if (Keys.first(words).isEmpty() && !recurse.get()) {
      return "Error! Missing KEY argument";
    }
    if (cas.get() && recurse.get()) {
      return "Cannot specify both -cas and -recurse!";
    }
    if (!cas.get() && modifyIndex.get() != 0) {
      return "Cannot specify -modify-index without -cas!";
    }
    return cas.get() && modifyIndex.get() == 0
        ? "Cannot delete a key that does not exist. Provide a -modify-index greater than than 0."
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    String key = Keys.first(words);
    if (recurse.get()) {
      Failure.unless("Error! Did not delete prefix " + key, () -> client.kv().deleteTree(key));
      terminal.out("Success! Deleted keys with prefix: " + key);
      return 0;
    }
    String failed = "Error! Did not delete key " + key;
    if (cas.get()) {
      boolean deleted =
          Failure.unless(failed, () -> client.kv().compareAndDelete(key, modifyIndex.get()));
      if (!deleted) {
        throw new Failure(failed + ": CAS failed");
      }
    } else {
      Failure.unless(failed, () -> client.kv().delete(key));
    }
    terminal.out("Success! Deleted key: " + key);
    return 0;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul kv delete [options] KEY_OR_PREFIX

          Removes a key. One that does not exist is removed as well as it can be: that
          is a success.

              $ consul kv delete redis/config/connections

          With -recurse all keys that start with the given text are removed.

              $ consul kv delete -recurse redis/""";
  }
}
