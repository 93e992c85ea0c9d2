package io.proconsul.core.rpc;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.CatalogFilters;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.rpc.form.CheckForm;
import io.proconsul.core.rpc.form.EntryForm;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import java.util.List;
import java.util.Map;

/** {@code Health}: checks, and instances with theirs. */
final class HealthCalls {
  private static final Form<List<HealthCheck>> CHECKS =
      Form.list("HealthChecks", CheckForm.MAPPING);
  private static final Form<List<HealthEntry>> ENTRIES = Form.list("Nodes", EntryForm.MAPPING);

  /** Ours: Consul leaves it to the caller to look at the checks. */
  private static final String ONLY_PASSING = "OnlyPassing";

  private HealthCalls() {}

  static Question<?> ask(HealthQuery<?> query) {
    return switch (query) {
      case HealthQuery.NodeChecks(String node) ->
        Question.of("Health.NodeChecks", "Node", node, CHECKS);
      case HealthQuery.ServiceChecks(String service, Map<String, String> meta) ->
        Question.of("Health.ServiceChecks", "ServiceName", service, CHECKS)
            .and(CatalogCalls.nodeMeta(meta));
      case HealthQuery.ChecksInState(String state, Map<String, String> meta) ->
        Question.of("Health.ChecksInState", "State", state, CHECKS)
            .and(CatalogCalls.nodeMeta(meta));
      case HealthQuery.IngressHealth(String service) ->
        Question.of("Health.ServiceNodes", "ServiceName", service, ENTRIES)
            .and(out -> out.field("Ingress", true));
      case HealthQuery.ServiceHealth health -> instances(health);
    };
  }

  private static Question<List<HealthEntry>> instances(HealthQuery.ServiceHealth query) {
    return new Question<>(
        "Health.ServiceNodes",
        out -> {
          out.field("ServiceName", query.service());
          CatalogCalls.nodeMeta(query.nodeMeta()).accept(out);
          Selection.fields(query.tags(), query.connect()).accept(out);
          out.field(ONLY_PASSING, query.passingOnly());
        },
        reply -> passing(ENTRIES.read(reply), query.passingOnly()));
  }

  private static List<HealthEntry> passing(List<HealthEntry> entries, boolean only) {
    return only ? entries.stream().filter(HealthCalls::isPassing).toList() : entries;
  }

  private static boolean isPassing(HealthEntry entry) {
    return entry.checks().stream().allMatch(check -> check.status().equals(HealthCheck.PASSING));
  }

  static Incoming nodeChecks(Args args) {
    return args.ask(new HealthQuery.NodeChecks(args.string("Node")), CHECKS, CatalogFilters.CHECKS);
  }

  static Incoming serviceChecks(Args args) {
    var query = new HealthQuery.ServiceChecks(args.string("ServiceName"), args.nodeMeta());
    return args.ask(args.near(query), CHECKS, CatalogFilters.CHECKS);
  }

  static Incoming checksInState(Args args) {
    var query = new HealthQuery.ChecksInState(args.string("State"), args.nodeMeta());
    return args.ask(args.near(query), CHECKS, CatalogFilters.CHECKS);
  }

  static Incoming serviceNodes(Args args) {
    String service = args.string("ServiceName");
    if (service.isEmpty()) {
      throw new ConsulException.Refused("Must provide service name");
    }
    if (args.in().bool("Ingress")) {
      var query = new HealthQuery.IngressHealth(service);
      return args.ask(args.near(query), ENTRIES, CatalogFilters.ENTRIES);
    }
    var query = new HealthQuery.ServiceHealth(
        service,
        Selection.tags(args),
        args.nodeMeta(),
        args.in().bool(ONLY_PASSING),
        args.in().bool("Connect"));
    return args.ask(args.near(query), ENTRIES, CatalogFilters.ENTRIES);
  }
}
