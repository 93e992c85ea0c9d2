package io.proconsul.core.query;

import io.proconsul.model.cluster.Usage;

/** How much the catalog holds. */
public record UsageQuery() implements Query<Usage> {}
