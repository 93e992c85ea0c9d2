package io.proconsul.core.kv;

import io.proconsul.core.query.Answer;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.KvEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers questions about keys. Pure; any thread. */
public final class KvReads {
  private KvReads() {}

  public static Answer<?> read(Tables tables, KvQuery<?> query, WatchSet watches) {
    return switch (query) {
      case KvQuery.Get get -> get(tables, get, watches);
      case KvQuery.ListEntries list -> list(tables, list, watches);
      case KvQuery.ListKeys keys -> keys(tables, keys, watches);
    };
  }

  /** A key's own index while it exists, else that of the whole store. */
  private static Answer<Optional<KvEntry>> get(Tables tables, KvQuery.Get query, WatchSet watches) {
    KvEntry entry = tables.kv().get(Key.of(query.key()), watches);
    return entry == null
        ? new Answer<>(Optional.empty(), storeIndex(tables))
        : new Answer<>(Optional.of(entry), entry.modifyIndex());
  }

  private static Answer<List<KvEntry>> list(
      Tables tables, KvQuery.ListEntries query, WatchSet watches) {
    List<KvEntry> entries = scan(tables, query.prefix(), watches);
    return new Answer<>(entries, listIndex(tables, query.prefix(), entries));
  }

  private static Answer<List<String>> keys(
      Tables tables, KvQuery.ListKeys query, WatchSet watches) {
    List<KvEntry> entries = scan(tables, query.prefix(), watches);
    List<String> keys = new ArrayList<>(entries.size());
    String last = null;
    for (KvEntry entry : entries) {
      String key = cut(entry.key(), query);
      if (!key.equals(last)) {
        keys.add(key);
        last = key;
      }
    }
    return new Answer<>(keys, listIndex(tables, query.prefix(), entries));
  }

  private static String cut(String key, KvQuery.ListKeys query) {
    String separator = query.separator();
    if (separator.isEmpty()) {
      return key;
    }
    int at = key.indexOf(separator, query.prefix().length());
    return at < 0 ? key : key.substring(0, at + separator.length());
  }

  private static List<KvEntry> scan(Tables tables, String prefix, WatchSet watches) {
    List<KvEntry> entries = new ArrayList<>();
    tables.kv().forEachWithPrefix(Key.of(prefix), watches, (_, entry) -> {
      entries.add(entry);
      return true;
    });
    return entries;
  }

  /** The highest index below the prefix, graves included; that of the store when there is none. */
  private static long listIndex(Tables tables, String prefix, List<KvEntry> entries) {
    long[] highest = {0};
    if (!prefix.isEmpty()) {
      for (KvEntry entry : entries) {
        highest[0] = Math.max(highest[0], entry.modifyIndex());
      }
      tables.kvTombstones().forEachWithPrefix(Key.of(prefix), (_, index) -> {
        highest[0] = Math.max(highest[0], index);
        return true;
      });
    }
    return highest[0] == 0 ? storeIndex(tables) : highest[0];
  }

  private static long storeIndex(Tables tables) {
    Long index = tables.marks().get(Mark.KV);
    return index == null ? 1 : index;
  }
}
