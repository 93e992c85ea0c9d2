package io.proconsul.core.preparedquery;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.MetaRules;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.ServiceQuery;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What no prepared query can be, whatever else there is. Pure. */
final class PreparedQueryRules {
  /** What readers who may not see a token are shown in its place. */
  private static final String HIDDEN = "<hidden>";

  private PreparedQueryRules() {}

  /** @throws ConsulException.Refused in Consul's words */
  static void check(PreparedQuery query) {
    if (query.name().isEmpty() && query.session().isEmpty() && !query.isTemplate()) {
      throw invalid("Must be bound to a session");
    }
    if (query.token().equals(HIDDEN)) {
      throw invalid("Bad Token '" + HIDDEN
          + "', it looks like a query definition with a redacted token was submitted");
    }
    check(query.service());
    checkTtl(query.ttl());
  }

  private static void check(ServiceQuery service) {
    if (service.service().isEmpty()) {
      throw invalid("Must provide a Service name to query");
    }
    ServiceQuery.Failover failover = service.failover();
    if (failover.nearestN() < 0) {
      throw invalid("Bad NearestN '" + failover.nearestN() + "', must be >= 0");
    }
    boolean named = failover.datacenters() != null && !failover.datacenters().isEmpty();
    boolean targets = failover.targets() != null && !failover.targets().isEmpty();
    if (targets && (named || failover.nearestN() != 0)) {
      throw invalid("Targets cannot be populated with NearestN or Datacenters");
    }
    if (!service.samenessGroup().isEmpty()) {
      throw invalid("sameness-groups are an enterprise-only feature");
    }
    checkMeta(service.nodeMeta());
    checkMeta(service.serviceMeta());
  }

  private static void checkMeta(@Nullable Map<String, String> meta) {
    if (meta != null) {
      MetaRules.problem(meta).ifPresent(problem -> {
        throw invalid(problem);
      });
    }
  }

  private static void checkTtl(String text) {
    if (text.isEmpty()) {
      return;
    }
    Duration ttl;
    try {
      ttl = GoDuration.parse(text);
    } catch (DecodeException e) {
      throw invalid("Bad DNS TTL '" + text + "': " + e.getMessage());
    }
    if (ttl.isNegative()) {
      throw invalid("DNS TTL '" + ttl.toNanos() + "', must be >=0");
    }
  }

  private static ConsulException.Refused invalid(String problem) {
    return new ConsulException.Refused("Invalid prepared query: " + problem);
  }
}
