package io.proconsul.core.preparedquery;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.preparedquery.template.QueryTemplate;
import io.proconsul.core.preparedquery.template.TemplateException;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.query.PreparedQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and deletes prepared queries. Refuses in Consul's order, with the words before
 * the reason that each has there. On the state machine's thread.
 */
public final class PreparedQueryWrites {
  private static final String BY_STATE = "raft apply failed: ";

  private PreparedQueryWrites() {}

  public static String apply(Tx tx, PreparedQueryCommand command) {
    return switch (command) {
      case PreparedQueryCommand.Create(PreparedQuery query) -> {
        PreparedQueryRules.check(query);
        yield set(tx, query, tx.preparedQueries.get(QueryId.key(query.id())));
      }
      case PreparedQueryCommand.Update(PreparedQuery query) -> {
        PreparedQuery existing = existing(tx, query.id());
        PreparedQueryRules.check(query);
        yield set(tx, query, existing);
      }
      case PreparedQueryCommand.Delete(String id) -> {
        remove(tx, existing(tx, id));
        yield id;
      }
    };
  }

  /** Deletes the queries that are bound to a session that has ended. */
  public static void sessionEnded(Tx tx, String session) {
    List<String> ids = new ArrayList<>();
    tx.preparedQueriesBySession.forEachWithPrefix(Key.prefix(session), (_, id) -> ids.add(id));
    for (String id : ids) {
      PreparedQuery bound = tx.preparedQueries.get(QueryId.key(id));
      if (bound != null) {
        remove(tx, bound);
      }
    }
  }

  private static PreparedQuery existing(Tx tx, String id) {
    byte[] key;
    try {
      key = QueryId.checkedKey(id);
    } catch (ConsulException.Refused e) {
      throw new ConsulException.Refused("Prepared Query lookup failed: " + e.getMessage());
    }
    PreparedQuery found = tx.preparedQueries.get(key);
    if (found == null) {
      throw new ConsulException.Refused("Cannot modify non-existent prepared query: '" + id + "'");
    }
    return found;
  }

  private static String set(Tx tx, PreparedQuery query, @Nullable PreparedQuery existing) {
    refuseBadTemplate(query);
    refuseAliases(tx, query);
    if (!query.session().isEmpty() && tx.sessions.get(Key.of(query.session())) == null) {
      throw refused("invalid session \"" + query.session() + '"');
    }
    if (existing != null) {
      PreparedQueryIndexes.remove(tx, existing);
    }
    long created = existing == null ? tx.index() : existing.createIndex();
    PreparedQueryIndexes.add(tx, query.withIndexes(created, tx.index()));
    tx.touch(Mark.PREPARED_QUERIES);
    return query.id();
  }

  private static void refuseBadTemplate(PreparedQuery query) {
    try {
      if (query.isTemplate()) {
        QueryTemplate.of(query);
      }
    } catch (TemplateException e) {
      throw refused("failed compiling template: " + e.getMessage());
    }
  }

  private static void refuseAliases(Tx tx, PreparedQuery query) {
    byte[] name = PreparedQueryIndexes.name(query.name());
    if (isOther(tx.preparedQueryNames.get(name), query)) {
      throw refused("name '" + query.name() + "' aliases an existing query name");
    }
    if (query.name().isEmpty()
        && query.isTemplate()
        && isOther(tx.preparedQueryTemplates.get(name), query)) {
      throw refused("a query template with an empty name already exists");
    }
    if (QueryId.isId(query.name()) && tx.preparedQueries.get(QueryId.key(query.name())) != null) {
      throw refused("name '" + query.name() + "' aliases an existing query ID");
    }
  }

  private static boolean isOther(@Nullable String id, PreparedQuery query) {
    return id != null && !id.equalsIgnoreCase(query.id());
  }

  private static void remove(Tx tx, PreparedQuery query) {
    PreparedQueryIndexes.remove(tx, query);
    tx.touch(Mark.PREPARED_QUERIES);
  }

  private static ConsulException.Refused refused(String reason) {
    return new ConsulException.Refused(BY_STATE + reason);
  }
}
