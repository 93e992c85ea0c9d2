package io.proconsul.client;

import io.proconsul.model.KvEntry;
import java.util.List;
import java.util.Optional;

/** Keys and values. Obtained from {@link ConsulClient#kv}; as free to share as the client. */
public final class KvClient {
  private static final String TYPE = "KVPair";
  private static final int NOT_FOUND = 404;

  private final ConsulClient client;

  KvClient(ConsulClient client) {
    this.client = client;
  }

  /** One key; empty when it does not exist. */
  public Answer<Optional<KvEntry>> get(String key, QueryOptions options) {
    Reply reply = client.send(Call.get("/v1/kv/" + key).with(options));
    return new Answer<>(entries(reply).stream().findFirst(), reply.meta());
  }

  /** All keys below a prefix, in the order of their names. */
  public Answer<List<KvEntry>> list(String prefix, QueryOptions options) {
    Reply reply = client.send(Call.get("/v1/kv/" + prefix).with("recurse", "").with(options));
    return new Answer<>(entries(reply), reply.meta());
  }

  /** The names of keys below a prefix, cut behind the separator unless that is empty. */
  public Answer<List<String>> keys(String prefix, String separator, QueryOptions options) {
    Reply reply = client.send(Call.get("/v1/kv/" + prefix)
        .with("keys", "")
        .withUnlessEmpty("separator", separator)
        .with(options));
    List<String> names = reply.status() == NOT_FOUND ? List.of() : Answers.strings(reply.ok());
    return new Answer<>(names, reply.meta());
  }

  /** Writes key, value and flags whatever was there. */
  public boolean put(KvEntry entry) {
    return write(put(entry.key(), entry));
  }

  /**
   * Writes only while the key's ModifyIndex is that of the entry; 0 means that it must not exist.
   */
  public boolean compareAndSet(KvEntry entry) {
    return write(put(entry.key(), entry).with("cas", Long.toUnsignedString(entry.modifyIndex())));
  }

  /** Takes the lock of the key for the entry's session; false when another session holds it. */
  public boolean acquire(KvEntry entry) {
    return write(put(entry.key(), entry).with("acquire", entry.session()));
  }

  /** Gives the lock back; false when the entry's session does not hold it. */
  public boolean release(KvEntry entry) {
    return write(put(entry.key(), entry).with("release", entry.session()));
  }

  /** Deletes one key; a missing one is no error. */
  public boolean delete(String key) {
    return write(Call.delete("/v1/kv/" + key));
  }

  /** Deletes a key only while its ModifyIndex is the one given. */
  public boolean compareAndDelete(String key, long modifyIndex) {
    return write(Call.delete("/v1/kv/" + key).with("cas", Long.toUnsignedString(modifyIndex)));
  }

  /** Deletes every key that starts with the prefix. */
  public boolean deleteTree(String prefix) {
    return write(Call.delete("/v1/kv/" + prefix).with("recurse", ""));
  }

  private static List<KvEntry> entries(Reply reply) {
    return reply.status() == NOT_FOUND
        ? List.of()
        : Answers.list(reply.ok(), TYPE, KvEntry.MAPPING);
  }

  private static Call put(String key, KvEntry entry) {
    if (key.startsWith("/")) {
      throw new ClientException("Invalid key. Key must not begin with a '/': " + key);
    }
    Call call = Call.put("/v1/kv/" + key, entry.value());
    return entry.flags() == 0 ? call : call.with("flags", Long.toUnsignedString(entry.flags()));
  }

  private boolean write(Call call) {
    return client.sendOk(call).text().contains("true");
  }
}
