package io.proconsul.core.operator;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.query.UsageQuery;
import io.proconsul.model.cluster.Usage;
import java.util.Map;
import java.util.TreeMap;

/** {@code /v1/operator/usage}: how much one datacenter, or each of all, holds. */
public final class UsageEndpoint implements Endpoint {
  private final String datacenter;

  /** @param datacenter this agent's own */
  public UsageEndpoint(String datacenter) {
    this.datacenter = datacenter;
  }

  @Override
  public void register(Routes routes) {
    routes.add(Method.GET, "/v1/operator/usage", this::usage);
  }

  private Action usage(Request request) {
    String asked = request.params().first("dc");
    String named = asked.isEmpty() ? datacenter : asked;
    ReadOptions options = ReadOptions.parse(request);
    String consistency = options.stale() ? "stale" : options.consistent() ? "consistent" : "leader";
    if (request.params().has("global")) {
      return new Action.ReadEverywhere<>(
          new UsageQuery(), others -> new Shown(named, others, consistency));
    }
    return new Action.Read<>(new UsageQuery(), new Shown(named, Map.of(), consistency));
  }

  /** What is shown of an answer, beside what other datacenters answered. */
  private record Shown(String datacenter, Map<String, Usage> others, String consistency)
      implements Render<Usage> {
    @Override
    public Response render(Usage result, Context context) {
      return render(result, context, Meta.NONE);
    }

    @Override
    public Response render(Usage result, Context context, Meta meta) {
      Map<String, Usage> all = new TreeMap<>(others);
      all.put(datacenter, result);
      return Response.json(all, context.pretty(), (usage, out) -> write(usage, meta, out));
    }

    private void write(Map<String, Usage> all, Meta meta, Sink out) {
      out.beginObject();
      out.map("Usage", all, Usage.MAPPING::write);
      out.unsignedField("Index", meta.index());
      out.field("LastContact", meta.lastContactMillis());
      out.field("KnownLeader", meta.knownLeader());
      out.field("ConsistencyLevel", consistency);
      out.field("NotModified", false);
      out.field("Backend", 0);
      out.field("ResultsFilteredByACLs", false);
      out.endObject();
    }
  }
}
