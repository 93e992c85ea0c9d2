package io.proconsul.core.run;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.connect.CaEndpoint;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.query.UsageQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of a read: where its answer comes from.
 *
 * @param waited whether it blocked, so that a cache could not have had the answer
 */
record ReadHeaders(ActionRunner.Lookup<?> lookup, ReadOptions options, boolean waited) {
  private static final int NOT_FOUND = 404;

  private static final List<Response.Header> OF_FAILURE = List.of(
      new Response.Header("X-Consul-Index", "1"),
      new Response.Header("X-Consul-KnownLeader", "false"),
      new Response.Header("X-Consul-LastContact", "0"),
      new Response.Header("X-Consul-Query-Backend", "blocking-query"));

  Response on(Response response, Render.Meta meta) {
    if (lookup.read().query() instanceof CoordinateQuery.OfNode && response.status() == NOT_FOUND) {
      return response; // Consul forgets the headers here
    }
    if (hasNone(lookup.read().query()) || isChain(response)) {
      return response; // Consul never had them here
    }
    boolean streamed = isStreamed();
    boolean transaction = lookup.read().query() instanceof TxnQuery;
    List<Response.Header> headers = new ArrayList<>(7);
    if (!transaction) {
      add(headers, "X-Consul-Index", Long.toUnsignedString(meta.index()));
    }
    add(headers, "X-Consul-KnownLeader", Boolean.toString(!streamed && meta.knownLeader()));
    add(headers, "X-Consul-LastContact", Long.toString(streamed ? 0 : meta.lastContactMillis()));
    if (transaction) {
      return response.withAll(headers);
    }
    add(headers, "X-Consul-Query-Backend", streamed ? "streaming" : "blocking-query");
    if (tellsConsistency(lookup.read().query())) {
      add(
          headers,
          "X-Consul-Effective-Consistency",
          options.stale() ? "stale" : options.consistent() ? "consistent" : "leader");
    }
    if (isCached()) {
      boolean hit =
          lookup.runner().known().recall(lookup.key()) && !waited && !options.revalidate();
      add(headers, "X-Cache", hit ? "HIT" : "MISS");
      if (hit) {
        add(headers, "Age", "0");
      }
    }
    return response.withAll(headers);
  }

  static boolean hasNone(Query<?> query) {
    return query instanceof AutopilotQuery || query instanceof ConnectQuery.Configuration;
  }

  private static boolean isChain(Response response) {
    return CaEndpoint.CHAIN.equals(response.header("Content-Type"));
  }

  private boolean isCached() {
    return switch (lookup.read().caching()) {
      case NONE -> false;
      case AGENT, STREAM -> options.cached();
      case ALWAYS -> true;
    };
  }

  /** As documented for Consul, whose stream of changes knows nothing of the leader. */
  private boolean isStreamed() {
    return lookup.read().caching() == Action.Caching.STREAM
        && !options.consistent()
        && (options.cached() || options.index() != 0);
  }

  private static boolean tellsConsistency(Query<?> query) {
    return isShared(query) || query instanceof UsageQuery || query instanceof PreparedQueryQuery;
  }

  private static void add(List<Response.Header> headers, String name, String value) {
    headers.add(new Response.Header(name, value));
  }

  /** Most failed reads carry the headers of an answer that never came, as in Consul. */
  static Response failed(Action.Read<?> read, ConsulException cause) {
    Response response = Failures.response(cause);
    return hasHeadersWhenFailed(read) ? response.withAll(OF_FAILURE) : response;
  }

  /** What an agent answers from its cache has an index only when there is an answer. */
  private static boolean hasHeadersWhenFailed(Action.Read<?> read) {
    return read.caching() != Action.Caching.ALWAYS && hasHeadersWhenFailed(read.query());
  }

  private static boolean hasHeadersWhenFailed(Query<?> query) {
    return switch (query) {
      case Near<?> near -> hasHeadersWhenFailed(near.query());
      case KvQuery<?> _, TxnQuery _, HealthQuery.ServiceHealth _, HealthQuery.IngressHealth _ ->
        false;
      case SessionQuery<?> _, CatalogQuery<?> _, CoordinateQuery<?> _ -> true;
      case AutopilotQuery<?> _, UsageQuery _, ConnectQuery.Configuration _ -> false;
      case ConnectQuery.Roots _ -> true;
      case PreparedQueryQuery<?> _ -> true;
      case HealthQuery.NodeChecks _, HealthQuery.ServiceChecks _, HealthQuery.ChecksInState _ ->
        true;
    };
  }

  /** Keys and sessions are cheap to render and many; the rest is dear and asked again and again. */
  static boolean isShared(Query<?> query) {
    return switch (query) {
      case KvQuery<?> _, SessionQuery<?> _, CoordinateQuery<?> _, AutopilotQuery<?> _ -> false;
      case TxnQuery _, UsageQuery _, PreparedQueryQuery<?> _, ConnectQuery<?> _ -> false;
      case CatalogQuery<?> _, HealthQuery<?> _, Near<?> _ -> true;
    };
  }
}
