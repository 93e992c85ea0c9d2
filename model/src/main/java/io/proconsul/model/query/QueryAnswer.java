package io.proconsul.model.query;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.ValueSink;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a prepared query found.
 *
 * @param ttl of an answer over DNS, in Go's notation; empty for none
 * @param datacenter whose instances these are
 * @param failovers how many other places were asked
 */
public record QueryAnswer(
    String service, List<HealthEntry> nodes, String ttl, String datacenter, int failovers) {

  public QueryAnswer {
    nodes = List.copyOf(nodes);
  }

  /** Fields of an open object. Unlike elsewhere what is empty is null, as in Consul. */
  public void writeFieldsTo(Sink out) {
    out.field("Service", service);
    out.list("Nodes", nodes, QueryAnswer::entry);
    out.field("DNS", ttl, PreparedQuery::writeDns);
    out.field("Datacenter", datacenter);
    out.field("PeerName", "");
    out.field("Failovers", failovers);
  }

  private static void entry(HealthEntry entry, Sink out) {
    out.beginObject();
    out.field("Node", entry.node(), Node.MAPPING::write);
    out.field(
        "Service",
        nullIfEmpty("Tags", ValueSink.of(entry.service(), ServiceInstance.MAPPING::write)),
        Value::writeTo);
    List<HealthCheck> checks = entry.checks();
    out.list("Checks", checks.isEmpty() ? null : checks, QueryAnswer::check);
    out.endObject();
  }

  private static void check(HealthCheck check, Sink out) {
    nullIfEmpty("ServiceTags", ValueSink.of(check, HealthCheck.MAPPING::write)).writeTo(out);
  }

  private static Value nullIfEmpty(String name, Value value) {
    if (!(value instanceof Value.Obj(Map<String, Value> given))
        || !(given.get(name) instanceof Value.Arr(List<Value> elements))
        || !elements.isEmpty()) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>(given);
    fields.put(name, Value.Nil.NIL);
    return new Value.Obj(fields);
  }

  public QueryAnswer withNodes(List<HealthEntry> others) {
    return new QueryAnswer(service, others, ttl, datacenter, failovers);
  }

  public QueryAnswer withFailovers(int count) {
    return new QueryAnswer(service, nodes, ttl, datacenter, count);
  }
}
