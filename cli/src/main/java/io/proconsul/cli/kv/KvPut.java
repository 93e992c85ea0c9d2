package io.proconsul.cli.kv;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.cli.text.GoBase64;
import io.proconsul.cli.text.Source;
import io.proconsul.client.ConsulClient;
import io.proconsul.model.KvEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code consul kv put}: writes a value, if asked under a condition or with a lock. */
public final class KvPut extends ApiCommand {
  private static final String FAILED = "Error! Failed writing data";

  private final SwitchFlag acquire = flags.bool(
      "acquire",
      false,
      "Take the lock of the key for"
          + " -session; the key is created if needed. The default is false.");
  private final SwitchFlag base64 =
      flags.bool("base64", false, "The given value is base64. The default is false.");
  private final SwitchFlag cas = flags.bool(
      "cas",
      false,
      "Write only while the key's ModifyIndex"
          + " is that of -modify-index; 0 means that it must not exist. The default is false.");
  private final NumberFlag flagsValue = flags.unsigned(
      "flags",
      "A number that is kept with the" + " key and means nothing to the agent. The default is 0.");
  private final NumberFlag modifyIndex =
      flags.unsigned("modify-index", "The ModifyIndex that -cas compares.");
  private final SwitchFlag release = flags.bool(
      "release",
      false,
      "Give back the lock that" + " -session holds on the key. The default is false.");
  private final StringFlag session =
      flags.string("session", "", "The session of a lock, for -acquire and -release.");

  public KvPut() {
    super(Scope.SERVER_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    if (words.length == 0) {
      return "Error! Missing KEY argument";
    }
    if (words.length > 2) {
      return "Error! Too many arguments (expected 1 or 2, got " + words.length + ")";
    }
    if ((acquire.get() || release.get()) && session.get().isEmpty()) {
      return "Error! Missing -session (required with -acquire and -release)";
    }
    return null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    String key = words[0];
    KvEntry entry = new KvEntry(
        key,
        value(terminal, words.length > 1 ? words[1] : ""),
        flagsValue.get(),
        0,
        session.get(),
        0,
        modifyIndex.get());
    if (cas.get()) {
      report(
          terminal,
          Failure.unless(FAILED, () -> client.kv().compareAndSet(entry)),
          "Success! Data written to: " + key,
          "Error! Did not write to " + key + ": CAS failed");
    } else if (acquire.get()) {
      report(
          terminal,
          Failure.unless(FAILED, () -> client.kv().acquire(entry)),
          "Success! Lock acquired on: " + key,
          "Error! Did not acquire lock");
    } else if (release.get()) {
      report(
          terminal,
          Failure.unless(FAILED, () -> client.kv().release(entry)),
          "Success! Lock released on: " + key,
          "Error! Did not release lock");
    } else {
      Failure.unless(FAILED, () -> client.kv().put(entry));
      terminal.out("Success! Data written to: " + key);
    }
    return 0;
  }

  private static void report(Terminal terminal, boolean done, String success, String failure)
      throws Failure {
    if (!done) {
      throw new Failure(failure);
    }
    terminal.out(success);
  }

  private byte[] value(Terminal terminal, String argument) throws Failure {
    byte[] data;
    try {
      data = Source.read(terminal, argument);
    } catch (IOException e) {
      throw new Failure("Error! " + e.getMessage());
    }
    if (!base64.get()) {
      return data;
    }
    GoBase64 result = GoBase64.decode(new String(data, StandardCharsets.ISO_8859_1));
    if (result.isBad()) {
      // Consul complains and goes on with what could be decoded; scripts see its exit status 0.
      terminal.error("Error! Cannot base 64 decode data: " + result.error());
    }
    return result.decoded();
  }

  @Override
  protected String usage() {
    return """
        Usage: consul kv put [options] KEY [DATA]

          Writes a value to a key. Without DATA the value is empty.

              $ consul kv put redis/config/connections 5

          DATA is the value itself, @ and the name of a file, or - for standard input.

              $ consul kv put config/program @program.conf
              $ cat program.conf | consul kv put config/program -

          With -cas the value is only written while the key is as it was read:

              $ consul kv put -cas -modify-index=844 config/program @program.conf""";
  }
}
