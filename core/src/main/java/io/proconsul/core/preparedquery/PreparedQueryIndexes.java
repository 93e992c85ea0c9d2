package io.proconsul.core.preparedquery;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.query.PreparedQuery;

/**
 * Puts prepared queries into their table and into those that follow from it, and touches nothing:
 * for writes, and for what comes from a snapshot.
 */
public final class PreparedQueryIndexes {
  private PreparedQueryIndexes() {}

  public static void add(Tx tx, PreparedQuery query) {
    tx.preparedQueries.put(QueryId.key(query.id()), query);
    byte[] name = name(query.name());
    if (!query.name().isEmpty()) {
      tx.preparedQueryNames.put(name, query.id());
    }
    if (query.isTemplate()) {
      tx.preparedQueryTemplates.put(name, query.id());
    }
    if (!query.session().isEmpty()) {
      tx.preparedQueriesBySession.put(Key.of(query.session(), query.id()), query.id());
    }
  }

  static void remove(Tx tx, PreparedQuery query) {
    tx.preparedQueries.remove(QueryId.key(query.id()));
    byte[] name = name(query.name());
    if (!query.name().isEmpty()) {
      tx.preparedQueryNames.remove(name);
    }
    if (query.isTemplate()) {
      tx.preparedQueryTemplates.remove(name);
    }
    if (!query.session().isEmpty()) {
      tx.preparedQueriesBySession.remove(Key.of(query.session(), query.id()));
    }
  }

  /** Names are the same with and without capitals. */
  static byte[] name(String name) {
    return Key.of(Mark.lower(name));
  }
}
