package io.proconsul.core.query;

import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import java.util.List;

/** Questions about prepared queries, and those that they ask. */
public sealed interface PreparedQueryQuery<R> extends Query<R> {
  record All() implements PreparedQueryQuery<List<PreparedQuery>> {}

  /** Refused when there is none of that id. */
  record ById(String id) implements PreparedQueryQuery<PreparedQuery> {}

  /** The query as it is executed under a name, with its template filled in. */
  record Explain(String nameOrId, Source agent) implements PreparedQueryQuery<PreparedQuery> {}

  /**
   * What a query finds, in another place if there is nothing in this one.
   *
   * @param limit at most so many; 0 for all
   * @param connect only instances of the mesh, whatever the query says
   * @param near from where distances count, in place of what the query says
   * @param agent that was asked
   */
  record Execute(String nameOrId, int limit, boolean connect, Source near, Source agent)
      implements PreparedQueryQuery<QueryAnswer> {}

  /** What a query that another datacenter has finds in this one, and nowhere else. */
  record ExecuteHere(PreparedQuery query, int limit, boolean connect)
      implements PreparedQueryQuery<QueryAnswer> {}

  /**
   * An agent or a node.
   *
   * @param node a name, {@code _agent} or {@code _ip}; empty for none
   * @param ip of whoever asked
   */
  record Source(String datacenter, String segment, String node, String ip) {
    public static final Source NONE = new Source("", "", "", "");
  }
}
