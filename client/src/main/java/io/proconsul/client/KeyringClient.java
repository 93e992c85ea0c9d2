package io.proconsul.client;

import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.cluster.KeyringResponse;
import java.util.List;

/**
 * The keys that gossip is encrypted with. Obtained from {@link ConsulClient#keyring}; as free to
 * share. A relay factor of up to 5 has each answer come through as many other members as well.
 */
public final class KeyringClient {
  private static final String PATH = "/v1/operator/keyring";
  private final ConsulClient client;

  KeyringClient(ConsulClient client) {
    this.client = client;
  }

  /** @param localOnly asks only the own datacenter's members */
  public List<KeyringResponse> list(int relayFactor, boolean localOnly) {
    Call call = relayed(Call.get(PATH), relayFactor);
    Reply reply = client.sendOk(localOnly ? call.with("local-only", "true") : call);
    return Answers.list(reply, "KeyringResponse", KeyringResponse.MAPPING);
  }

  /** @param key base64, as the next two */
  public void install(String key, int relayFactor) {
    client.sendOk(relayed(Call.post(PATH, body(key)), relayFactor));
  }

  /** Encrypts with the key from now on. */
  public void use(String key, int relayFactor) {
    client.sendOk(relayed(Call.put(PATH, body(key)), relayFactor));
  }

  public void remove(String key, int relayFactor) {
    client.sendOk(relayed(Call.delete(PATH, body(key)), relayFactor));
  }

  private static Call relayed(Call call, int relayFactor) {
    return relayFactor == 0 ? call : call.with("relay-factor", Integer.toString(relayFactor));
  }

  private static byte[] body(String key) {
    return JsonWriter.compact(key, (text, out) -> {
      out.beginObject();
      out.field("Key", text);
      out.endObject();
    });
  }
}
