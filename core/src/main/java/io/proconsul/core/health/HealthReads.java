package io.proconsul.core.health;

import io.proconsul.core.catalog.CatalogReads;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceOnNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers questions about health. Pure; any thread. */
public final class HealthReads {
  private HealthReads() {}

  public static Answer<?> read(Tables tables, HealthQuery<?> query, WatchSet watches) {
    return switch (query) {
      case HealthQuery.NodeChecks(String node) -> nodeChecks(tables, node, watches);
      case HealthQuery.ServiceChecks checks -> serviceChecks(tables, checks, watches);
      case HealthQuery.ChecksInState state -> inState(tables, state, watches);
      case HealthQuery.IngressHealth _ ->
        // Config entries bind services to gateways; while there are none, nothing is bound.
        new Answer<>(List.of(), CatalogReads.highest(tables));
      case HealthQuery.ServiceHealth health -> serviceHealth(tables, health, watches);
    };
  }

  private static Answer<List<HealthCheck>> nodeChecks(
      Tables tables, String name, WatchSet watches) {
    List<HealthCheck> found = new ArrayList<>();
    tables.checks().forEachWithPrefix(Key.prefix(Mark.lower(name)), (_, check) -> {
      found.add(check);
      return true;
    });
    long index = tables.mark(Mark.node(name), watches);
    return new Answer<>(found, index > 0 ? index : CatalogReads.highest(tables));
  }

  private static Answer<List<HealthCheck>> serviceChecks(
      Tables tables, HealthQuery.ServiceChecks query, WatchSet watches) {
    List<HealthCheck> found = new ArrayList<>();
    tables.checksByService().forEachWithPrefix(Key.prefix(Mark.lower(query.service())), (_, at) -> {
      HealthCheck check = tables.checks().get(Key.of(at.node(), at.checkId()));
      if (check != null && onMatchingNode(tables, check, query.nodeMeta())) {
        found.add(check);
      }
      return true;
    });
    long index = tables.mark(Mark.serviceChecks(query.service()), watches);
    return new Answer<>(found, index > 0 ? index : CatalogReads.highest(tables));
  }

  private static Answer<List<HealthCheck>> inState(
      Tables tables, HealthQuery.ChecksInState query, WatchSet watches) {
    boolean any = query.state().equalsIgnoreCase("any");
    List<HealthCheck> found = new ArrayList<>();
    tables.checks().forEach((_, check) -> {
      if ((any || check.status().equalsIgnoreCase(query.state()))
          && onMatchingNode(tables, check, query.nodeMeta())) {
        found.add(check);
      }
      return true;
    });
    return new Answer<>(found, Math.max(1, tables.mark(Mark.CHECKS, watches)));
  }

  private static Answer<List<HealthEntry>> serviceHealth(
      Tables tables, HealthQuery.ServiceHealth query, WatchSet watches) {
    CatalogQuery.ServiceInstances instances = new CatalogQuery.ServiceInstances(
        query.service(), query.tags(), query.nodeMeta(), query.connect());
    List<HealthEntry> found = new ArrayList<>();
    for (ServiceOnNode instance : CatalogReads.select(tables, instances)) {
      HealthEntry entry = withChecks(tables, instance);
      if (!query.passingOnly() || allPassing(entry)) {
        found.add(entry);
      }
    }
    return new Answer<>(found, CatalogReads.serviceIndex(tables, instances, watches));
  }

  /** The node's own checks come first. */
  private static HealthEntry withChecks(Tables tables, ServiceOnNode instance) {
    String node = Mark.lower(instance.node().node());
    List<HealthCheck> checks = new ArrayList<>(2);
    for (String of : List.of("", instance.service().id())) {
      tables
          .checksByInstance()
          .forEachWithPrefix(Key.prefix(node, of), (_, check) -> checks.add(check));
    }
    return new HealthEntry(instance.node(), instance.service(), checks);
  }

  private static boolean allPassing(HealthEntry entry) {
    return entry.checks().stream().allMatch(check -> check.status().equals(HealthCheck.PASSING));
  }

  private static boolean onMatchingNode(
      Tables tables, HealthCheck check, Map<String, String> meta) {
    if (meta.isEmpty()) {
      return true;
    }
    Node node = tables.nodes().get(Key.of(Mark.lower(check.node())));
    return node != null && CatalogReads.hasMeta(node, meta);
  }
}
