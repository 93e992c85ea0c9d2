package io.proconsul.client;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.RaftConfiguration;
import io.proconsul.model.cluster.Usage;
import java.util.Map;
import java.util.TreeMap;

/** The servers themselves. Obtained from {@link ConsulClient#operator}; as free to share. */
public final class OperatorClient {
  private static final String AUTOPILOT = "/v1/operator/autopilot/";
  private static final int UNHEALTHY = 429;
  private final ConsulClient client;

  OperatorClient(ConsulClient client) {
    this.client = client;
  }

  /** The servers that share the log. */
  public RaftConfiguration raftConfiguration(QueryOptions options) {
    Reply reply = client.sendOk(Call.get("/v1/operator/raft/configuration").with(options));
    return Answers.one(reply.json(), "RaftConfiguration", RaftConfiguration.MAPPING);
  }

  /** @param address {@code host:port} of the server that is to go */
  public void removePeerByAddress(String address) {
    client.sendOk(Call.delete("/v1/operator/raft/peer").with("address", address));
  }

  /** @param id of the node whose server is to go */
  public void removePeerById(String id) {
    client.sendOk(Call.delete("/v1/operator/raft/peer").with("id", id));
  }

  /** @param id of the node whose server is to lead; empty for any */
  public boolean transferLeader(String id, QueryOptions options) {
    Reply reply = client.sendOk(
        Call.post("/v1/operator/raft/transfer-leader").withUnlessEmpty("id", id).with(options));
    return reply.json() instanceof Value.Obj answer
        && answer.get("Success") instanceof Value.Bool(boolean done)
        && done;
  }

  /** What autopilot goes by. */
  public AutopilotConfiguration autopilotConfiguration(QueryOptions options) {
    Reply reply = client.sendOk(Call.get(AUTOPILOT + "configuration").with(options));
    return Answers.one(reply.json(), "AutopilotConfiguration", AutopilotConfiguration.MAPPING);
  }

  /** Replaces the configuration if it is still the one with that index; tells whether it was. */
  public boolean setAutopilotConfiguration(AutopilotConfiguration configuration) {
    byte[] body = JsonWriter.compact(configuration, AutopilotConfiguration.MAPPING::write);
    Reply reply = client.sendOk(Call.put(AUTOPILOT + "configuration", body)
        .with("cas", Long.toUnsignedString(configuration.modifyIndex())));
    return reply.text().contains("true");
  }

  /** What autopilot sees of each server. */
  public AutopilotState autopilotState(QueryOptions options) {
    Reply reply = client.sendOk(Call.get(AUTOPILOT + "state").with(options));
    return Answers.one(reply.json(), "AutopilotState", AutopilotState.MAPPING);
  }

  /** How the servers fare; an agent answers with another status when one is unhealthy. */
  public AutopilotHealth autopilotHealth(QueryOptions options) {
    Reply reply = client.send(Call.get(AUTOPILOT + "health").with(options));
    Reply told = reply.status() == UNHEALTHY ? reply : reply.ok();
    return Answers.one(told.json(), "OperatorHealthReply", AutopilotHealth.MAPPING);
  }

  /**
   * How much a datacenter holds, by its name.
   *
   * @param global all datacenters
   */
  public Map<String, Usage> usage(boolean global, QueryOptions options) {
    Call call = Call.get("/v1/operator/usage").with(options);
    Reply reply = client.sendOk(global ? call.with("global", "") : call);
    Map<String, Usage> found = reply.json() instanceof Value.Obj answer
        ? new Fields("Usage", answer).map("Usage", "ServiceUsage", Usage.MAPPING::read)
        : null;
    return found == null ? Map.of() : new TreeMap<>(found);
  }
}
