package io.proconsul.core.preparedquery;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.preparedquery.template.QueryTemplate;
import io.proconsul.core.preparedquery.template.TemplateException;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.query.PreparedQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds prepared queries, and fills in their templates. Pure; any thread. */
public final class PreparedQueryReads {
  /** What servers of either make answer by, since the text alone crosses the wire. */
  public static final String NOT_FOUND = "Query not found";

  private PreparedQueryReads() {}

  public static Answer<List<PreparedQuery>> all(Tables tables, WatchSet watches) {
    List<PreparedQuery> found = new ArrayList<>();
    tables.preparedQueries().forEach((_, query) -> found.add(query));
    return new Answer<>(found, tables.mark(Mark.PREPARED_QUERIES, watches));
  }

  /** @throws ConsulException.NotFound when there is none, and Refused when there cannot be one */
  public static Answer<PreparedQuery> byId(Tables tables, String id, WatchSet watches) {
    PreparedQuery query = tables.preparedQueries().get(QueryId.checkedKey(id));
    long index = tables.mark(Mark.PREPARED_QUERIES, watches);
    if (query == null) {
      throw new ConsulException.NotFound(NOT_FOUND);
    }
    return new Answer<>(query, index);
  }

  /**
   * The query that answers to a text: by its id, else by its name, else the template with the
   * longest name that the text begins with.
   *
   * @param agent that was asked
   * @throws ConsulException.NotFound when there is none
   */
  public static PreparedQuery resolve(
      Tables tables, String nameOrId, PreparedQueryQuery.Source agent, WatchSet watches) {
    tables.mark(Mark.PREPARED_QUERIES, watches);
    PreparedQuery byId =
        QueryId.isId(nameOrId) ? tables.preparedQueries().get(QueryId.key(nameOrId)) : null;
    if (byId != null) {
      if (byId.isTemplate()) {
        throw new ConsulException.Refused(
            "prepared query templates can only be resolved up by name, not by ID");
      }
      return byId;
    }
    PreparedQuery found = byName(tables, nameOrId);
    if (found == null) {
      throw new ConsulException.NotFound(NOT_FOUND);
    }
    return found.isTemplate() ? filledIn(found, nameOrId, agent.segment()) : found;
  }

  private static PreparedQuery filledIn(PreparedQuery template, String name, String segment) {
    try {
      return QueryTemplate.of(template).render(name, segment);
    } catch (TemplateException e) {
      throw new ConsulException.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable PreparedQuery byName(Tables tables, String name) {
    byte[] key = PreparedQueryIndexes.name(name);
    String id = tables.preparedQueryNames().get(key);
    if (id == null) {
      id = tables.preparedQueryTemplates().longestPrefix(key);
    }
    return id == null ? null : tables.preparedQueries().get(QueryId.key(id));
  }
}
