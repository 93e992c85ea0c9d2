package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the members of one pool said to a keyring request.
 *
 * @param messages by node, where one had something to say
 * @param keys how many nodes have each key
 * @param primaryKeys how many nodes encrypt with each key
 * @param numNodes how many were asked
 * @param error empty when all went well
 */
public record KeyringResponse(
    boolean wan,
    String datacenter,
    String segment,
    Map<String, String> messages,
    Map<String, Integer> keys,
    Map<String, Integer> primaryKeys,
    int numNodes,
    String error) {
  public static final Mapping<KeyringResponse> MAPPING = new Mapping<>() {
    @Override
    public void write(KeyringResponse value, Sink out) {
      out.beginObject();
      out.field("WAN", value.wan);
      out.field("Datacenter", value.datacenter);
      out.field("Segment", value.segment);
      if (!value.messages.isEmpty()) {
        out.stringMap("Messages", value.messages);
      }
      out.map("Keys", value.keys, KeyringResponse::count);
      out.map("PrimaryKeys", value.primaryKeys, KeyringResponse::count);
      out.field("NumNodes", value.numNodes);
      out.fieldUnlessEmpty("Error", value.error);
      out.endObject();
    }

    @Override
    public KeyringResponse read(Fields in) {
      Map<String, String> messages = in.stringMap("Messages");
      return new KeyringResponse(
          in.bool("WAN"),
          in.string("Datacenter"),
          in.string("Segment"),
          messages == null ? Map.of() : messages,
          counts(in, "Keys"),
          counts(in, "PrimaryKeys"),
          in.integer("NumNodes"),
          in.string("Error"));
    }

    private static Map<String, Integer> counts(Fields in, String name) {
      Map<String, Integer> found = new TreeMap<>();
      if (in.value(name) instanceof Value.Obj(Map<String, Value> values)) {
        values.forEach((key, value) -> {
          if (!(value instanceof Value.Int(long number))) {
            throw in.mismatch(value, name, "int");
          }
          found.put(key, Math.clamp(number, 0, Integer.MAX_VALUE));
        });
      }
      return found;
    }
  };

  public KeyringResponse {
    messages = new TreeMap<>(messages);
    keys = new TreeMap<>(keys);
    primaryKeys = new TreeMap<>(primaryKeys);
  }

  private static void count(Integer value, Sink out) {
    out.integer(value);
  }
}
