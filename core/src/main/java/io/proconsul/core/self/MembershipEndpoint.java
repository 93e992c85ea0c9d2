package io.proconsul.core.self;

import static io.proconsul.core.filter.FilterFields.INT;
import static io.proconsul.core.filter.FilterFields.MAP_STRING;
import static io.proconsul.core.filter.FilterFields.STRING;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.FilterableList;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.filter.FilterFields;
import io.proconsul.model.Member;
import java.util.List;
import java.util.function.Consumer;

/**
 * The agent's pools: {@code /v1/agent/members}, {@code join}, {@code force-leave}, {@code leave}.
 */
public final class MembershipEndpoint implements Endpoint {
  private static final String JOIN = "/v1/agent/join/";
  private static final String FORCE_LEAVE = "/v1/agent/force-leave/";
  private static final String ALL_SEGMENTS = "_all";

  private static final FilterableList<Member> FILTER = new FilterableList<>(
      FilterFields.none()
          .with(STRING, "Name", "Addr")
          .with("Tags", MAP_STRING)
          .with(
              INT,
              "Port",
              "Status",
              "ProtocolMin",
              "ProtocolMax",
              "ProtocolCur",
              "DelegateMin",
              "DelegateMax",
              "DelegateCur"),
      Member.MAPPING::write);

  private final AgentPort agent;
  private final boolean pretty;

  /** @param pretty whether JSON is indented though nobody asks */
  public MembershipEndpoint(AgentPort agent, boolean pretty) {
    this.agent = agent;
    this.pretty = pretty;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/agent/members", this::members)
        .add(Method.PUT, JOIN, this::join)
        .add(Method.PUT, FORCE_LEAVE, this::forceLeave)
        .add(Method.PUT, "/v1/agent/leave", this::leave);
  }

  private Action members(Request request) {
    String segment = request.params().first("segment");
    boolean wan = isWan(request);
    if (!segment.isEmpty() && !segment.equals(ALL_SEGMENTS)) {
      throw wan
          ? new ConsulException.InvalidRequest("Cannot provide a segment with wan=true")
          : new ConsulException.Refused(
              "Network segments are not supported in this version of Consul");
    }
    List<Member> found = FILTER.filter(agent.members(wan), request.params().first("filter"));
    return new Action.Reply(Response.json(
        found,
        pretty || request.params().has("pretty"),
        (List<Member> all, Sink out) -> out.list(all, Member.MAPPING::write)));
  }

  private Action join(Request request) {
    String address = request.pathAfter(JOIN);
    boolean wan = isWan(request);
    return new Action.Later(answer -> agent.join(address, wan, replying(answer)));
  }

  private Action forceLeave(Request request) {
    String node = request.pathAfter(FORCE_LEAVE);
    boolean wan = request.params().has("wan");
    boolean prune = request.params().has("prune");
    if (agent.members(wan).stream().noneMatch(member -> member.name().equals(node))) {
      throw new ConsulException.Refused("agent: No node found with name '" + node + "'");
    }
    return new Action.Later(answer -> agent.forceLeave(node, wan, prune, replying(answer)));
  }

  private Action leave(Request request) {
    return new Action.Later(answer -> agent.leave(replying(answer)));
  }

  /** The bare parameter is not enough here, as in Consul. */
  private static boolean isWan(Request request) {
    return !request.params().first("wan").isEmpty();
  }

  /** Success has nothing to say. */
  private static <R> Outcome<R> replying(Consumer<Response> answer) {
    return new Outcome<>() {
      @Override
      public void done(R result) {
        answer.accept(Response.empty(200));
      }

      @Override
      public void failed(ConsulException cause) {
        answer.accept(Response.text(cause.status(), String.valueOf(cause.getMessage())));
      }
    };
  }
}
