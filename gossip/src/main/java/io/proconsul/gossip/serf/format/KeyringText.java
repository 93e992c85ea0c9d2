package io.proconsul.gossip.serf.format;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A keyring file's text: a JSON list of base64 keys, the first is the primary one. */
public final class KeyringText {
  private KeyringText() {}

  /** @throws DecodeException when it is no list of texts */
  public static List<String> parse(byte[] json) {
    if (!(JsonReader.parse(json) instanceof Value.Arr(List<Value> values))) {
      throw new DecodeException("keyring: not a list of keys");
    }
    List<String> keys = new ArrayList<>();
    for (Value value : values) {
      if (!(value instanceof Value.Str(String key))) {
        throw new DecodeException("keyring: a key is not a text");
      }
      keys.add(key);
    }
    return keys;
  }

  /** Base64 needs no escapes. */
  public static String format(List<String> keys) {
    return keys.isEmpty()
        ? "[]"
        : keys.stream()
            .map(key -> "  \"" + key + "\"")
            .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }
}
