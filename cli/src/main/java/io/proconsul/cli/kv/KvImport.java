package io.proconsul.cli.kv;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.text.GoBase64;
import io.proconsul.cli.text.Source;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.model.KvEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code consul kv import}: writes what {@code kv export} printed, one key after the other. */
public final class KvImport extends ApiCommand {
  private final StringFlag prefix =
      flags.string("prefix", "", "A folder to put all keys below. The default is none.");

  /** One key as an export has it. */
  private record Exported(String key, long flags, String value) {
    static Exported read(Fields fields) {
      return new Exported(fields.string("key"), fields.unsigned("flags"), fields.string("value"));
    }
  }

  public KvImport() {
    super(Scope.SERVER_NAMESPACE);
  }

  @Override
  protected @Nullable String check(String[] words) {
    if (words.length == 0) {
      return "Error! Missing DATA argument";
    }
    return words.length > 1
        ? "Error! Too many arguments (expected 1, got " + words.length + ")"
        : null;
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    byte[] data;
    try {
      data = Source.read(terminal, words[0]);
    } catch (IOException e) {
      throw new Failure("Error! " + e.getMessage());
    }
    for (Exported exported : parse(data)) {
      GoBase64 value = GoBase64.decode(exported.value());
      if (value.isBad()) {
        throw new Failure(
            "Error base 64 decoding value for key " + exported.key() + ": " + value.error());
      }
      String key = join(prefix.get(), exported.key());
      KvEntry entry = KvEntry.of(key, value.decoded(), exported.flags());
      Failure.unless(
          "Error! Failed writing data for key " + key, () -> client.kv().put(entry));
      terminal.out("Imported: " + key);
    }
    return 0;
  }

  private static List<Exported> parse(byte[] data) throws Failure {
    try {
      return switch (JsonReader.parse(data)) {
        case Value.Arr(List<Value> values) -> entries(values);
        case Value.Nil() -> List.of();
        default ->
          throw new DecodeException(
              "json: cannot unmarshal object into Go value of type []*impexp.Entry");
      };
    } catch (DecodeException e) {
      throw new Failure("Cannot unmarshal data: " + e.getMessage());
    }
  }

  private static List<Exported> entries(List<Value> values) {
    List<Exported> entries = new ArrayList<>();
    for (Value value : values) {
      if (!(value instanceof Value.Obj object)) {
        throw new DecodeException(
            "json: cannot unmarshal a value into Go value of type" + " impexp.Entry");
      }
      entries.add(Exported.read(new Fields("Entry", object)));
    }
    return entries;
  }

  /** Below the folder, without empty and dot segments; a folder's own slash at the end is kept. */
  static String join(String folder, String key) {
    if (folder.isEmpty()) {
      return key;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + key).split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String joined = String.join("/", parts);
    return key.endsWith("/") ? joined + "/" : joined;
  }

  @Override
  protected String usage() {
    return """
        Usage: consul kv import [DATA]

          Writes keys that "consul kv export" printed. DATA is the JSON itself, @ and
          the name of a file, or - for standard input.

              $ consul kv import @vault.json
              $ consul kv export vault/ | consul kv import -http-addr=other:8500 -""";
  }
}
