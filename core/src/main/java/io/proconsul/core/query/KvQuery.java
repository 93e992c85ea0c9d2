package io.proconsul.core.query;

import io.proconsul.model.KvEntry;
import java.util.List;
import java.util.Optional;

/** Questions to the key/value store. */
public sealed interface KvQuery<R> extends Query<R> {
  record Get(String key) implements KvQuery<Optional<KvEntry>> {}

  record ListEntries(String prefix) implements KvQuery<List<KvEntry>> {}

  /** The keys below a prefix, cut after the separator; an empty separator cuts nothing. */
  record ListKeys(String prefix, String separator) implements KvQuery<List<String>> {}
}
