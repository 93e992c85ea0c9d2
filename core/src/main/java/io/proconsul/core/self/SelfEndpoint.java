package io.proconsul.core.self;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Member;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /v1/agent/self}, {@code version} and {@code reload}. */
public final class SelfEndpoint implements Endpoint {
  private static final String BUILD_DATE = "1970-01-01T00:00:01Z";

  private final Identity identity;
  private final AgentPort agent;

  public SelfEndpoint(Identity identity, AgentPort agent) {
    this.identity = identity;
    this.agent = agent;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/agent/self", this::self)
        .add(Method.GET, "/v1/agent/version", this::version)
        .add(Method.PUT, "/v1/agent/reload", this::reload);
  }

  private Action self(Request request) {
    return new Action.Local(() -> Response.json(this, pretty(request), (_, out) -> writeSelf(out)));
  }

  private Action version(Request request) {
    return new Action.Local(
        () -> Response.json(this, pretty(request), (_, out) -> writeVersion(out)));
  }

  private Action reload(Request request) {
    return new Action.Local(() -> {
      try {
        agent.reload();
        return Response.empty(200);
      } catch (ConsulException.Refused e) {
        return Response.text(500, String.valueOf(e.getMessage()));
      }
    });
  }

  private void writeSelf(Sink out) {
    out.beginObject();
    out.name("Config");
    writeConfig(out);
    out.field("DebugConfig", agent.debugConfig(), Value::writeTo);
    out.name("Coord");
    agent.coordinate().ifPresentOrElse(own -> Coordinate.MAPPING.write(own, out), out::nil);
    List<Member> members = agent.members(false);
    members.stream()
        .filter(member -> member.name().equals(identity.nodeName()))
        .findFirst()
        .ifPresent(member -> out.field("Member", member, Member.MAPPING::write));
    out.map(
        "Stats",
        new TreeMap<>(agent.stats()),
        (Map<String, String> group, Sink sink) ->
            sink.map(new TreeMap<>(group), (String figure, Sink each) -> each.string(figure)));
    out.stringMap("Meta", identity.meta());
    out.endObject();
  }

  private void writeConfig(Sink out) {
    out.beginObject();
    out.field("Datacenter", identity.datacenter());
    out.field("PrimaryDatacenter", identity.datacenter());
    out.field("NodeName", identity.nodeName());
    out.field("NodeID", identity.nodeId());
    out.field("Revision", "");
    out.field("Server", identity.server());
    out.field("Version", Version.CONSUL);
    out.field("BuildDate", BUILD_DATE);
    out.endObject();
  }

  private static void writeVersion(Sink out) {
    out.beginObject();
    out.field("SHA", "");
    out.field("BuildDate", BUILD_DATE);
    out.field("HumanVersion", Version.CONSUL);
    out.field("FIPS", "");
    out.endObject();
  }

  private boolean pretty(Request request) {
    return identity.pretty() || request.params().has("pretty");
  }
}
