package io.proconsul.core.query;

/**
 * A question to the state. Queries are records: they travel between agents, and they key the cache
 * of encoded answers.
 */
public sealed interface Query<R>
    permits KvQuery,
        SessionQuery,
        CatalogQuery,
        HealthQuery,
        CoordinateQuery,
        AutopilotQuery,
        UsageQuery,
        TxnQuery,
        PreparedQueryQuery,
        ConnectQuery,
        Near {}
