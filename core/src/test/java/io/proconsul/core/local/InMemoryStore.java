package io.proconsul.core.local;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A data folder in memory. */
final class InMemoryStore implements LocalStore {
  private final Map<Kind, Map<String, byte[]>> files = new EnumMap<>(Kind.class);

  /** What every write ends with; empty for success. */
  String problem = "";

  InMemoryStore() {
    for (Kind kind : Kind.values()) {
      files.put(kind, new TreeMap<>());
    }
  }

  Map<String, byte[]> of(Kind kind) {
    return java.util.Objects.requireNonNull(files.get(kind));
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void put(Kind kind, String id, byte[] json, Done done) {
    of(kind).put(id, json);
    done.ended(problem);
  }

  @Override
  public void remove(Kind kind, String id, Done done) {
    of(kind).remove(id);
    done.ended(problem);
  }

  @Override
  public List<byte[]> load(Kind kind) {
    return new ArrayList<>(of(kind).values());
  }
}
