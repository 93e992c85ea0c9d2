package io.proconsul.client;

import io.proconsul.codec.Value;
import java.util.List;

/** The agent itself. Obtained from {@link ConsulClient#agent}; as free to share as the client. */
public final class AgentClient {
  private final ConsulClient client;

  AgentClient(ConsulClient client) {
    this.client = client;
  }

  /** What the agent says of its configuration, member and statistics. */
  public Value.Obj self() {
    return object(client.sendOk(Call.get("/v1/agent/self")));
  }

  /**
   * The members of the cluster that the agent knows.
   *
   * @param wan those of other datacenters' servers rather than the own datacenter's
   * @param segment the network segment; {@code _all} for all
   */
  public List<Value.Obj> members(boolean wan, String segment, String filter) {
    Call call = Call.get("/v1/agent/members")
        .withUnlessEmpty("segment", segment)
        .withUnlessEmpty("filter", filter);
    return Answers.objects(client.sendOk(wan ? call.with("wan", "1") : call).json());
  }

  /** The agent's checks as it prints them, in the order of the answer. */
  public List<Value.Obj> checks() {
    return object(client.sendOk(Call.get("/v1/agent/checks"))).fields().values().stream()
        .map(Value.Obj.class::cast)
        .toList();
  }

  /** @param definition the service as JSON */
  public void registerService(byte[] definition) {
    client.sendOk(Call.put("/v1/agent/service/register", definition));
  }

  public void deregisterService(String id) {
    client.sendOk(Call.put("/v1/agent/service/deregister/" + id));
  }

  /** Takes the node out of, or back into, what the catalog offers. */
  public void nodeMaintenance(boolean enable, String reason) {
    client.sendOk(maintenance("/v1/agent/maintenance", enable, reason));
  }

  /** Takes one service of the agent out of, or back into, what the catalog offers. */
  public void serviceMaintenance(String id, boolean enable, String reason) {
    client.sendOk(maintenance("/v1/agent/service/maintenance/" + id, enable, reason));
  }

  private static Call maintenance(String path, boolean enable, String reason) {
    Call call = Call.put(path).with("enable", enable ? "true" : "false");
    return enable ? call.with("reason", reason) : call;
  }

  /** Has the agent read its configuration again. */
  public void reload() {
    client.sendOk(Call.put("/v1/agent/reload"));
  }

  /**
   * Has the agent join through another member.
   *
   * @param address a name or IP address, perhaps with a port
   * @param wan the pool of all datacenters' servers rather than the own datacenter's
   */
  public void join(String address, boolean wan) {
    Call call = Call.put("/v1/agent/join/" + address);
    client.sendOk(wan ? call.with("wan", "1") : call);
  }

  /**
   * Makes a member that failed one that left.
   *
   * @param prune forget it at once
   * @param wan only in the pool of all datacenters' servers
   */
  public void forceLeave(String node, boolean prune, boolean wan) {
    Call call = Call.put("/v1/agent/force-leave/" + node);
    if (prune) {
      call.with("prune", "1");
    }
    client.sendOk(wan ? call.with("wan", "1") : call);
  }

  /** Has the agent leave the cluster and end. */
  public void leave() {
    client.sendOk(Call.put("/v1/agent/leave"));
  }

  private static Value.Obj object(Reply reply) {
    return reply.json() instanceof Value.Obj object ? object : Value.Obj.EMPTY;
  }
}
