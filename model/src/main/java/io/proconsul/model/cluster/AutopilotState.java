package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.GoTime;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What autopilot knows, in the form of {@code /v1/operator/autopilot/state}.
 *
 * @param leader its node id
 * @param voters their node ids
 */
public record AutopilotState(
    boolean healthy,
    int failureTolerance,
    List<Server> servers,
    String leader,
    List<String> voters) {
  public static final Mapping<AutopilotState> MAPPING = new Mapping<>() {
    @Override
    public void write(AutopilotState value, Sink out) {
      out.beginObject();
      out.field("Healthy", value.healthy);
      out.field("FailureTolerance", value.failureTolerance);
      out.field("OptimisticFailureTolerance", value.failureTolerance);
      Map<String, Server> byId = new TreeMap<>();
      value.servers.forEach(server -> byId.put(server.health.id(), server));
      out.map("Servers", byId, Server.MAPPING::write);
      out.field("Leader", value.leader);
      out.strings("Voters", value.voters);
      out.endObject();
    }

    @Override
    public AutopilotState read(Fields in) {
      Map<String, Server> servers = in.map("Servers", "AutopilotServer", Server.MAPPING::read);
      List<String> voters = in.strings("Voters");
      return new AutopilotState(
          in.bool("Healthy"),
          in.integer("FailureTolerance"),
          servers == null ? List.of() : List.copyOf(servers.values()),
          in.string("Leader"),
          voters == null ? List.of() : voters);
    }
  };

  /**
   * @param status {@code leader}, {@code voter}, {@code non-voter} or {@code none}
   * @param meta of its node
   */
  public record Server(ServerHealth health, String status, Map<String, String> meta) {
    private static final String LEADER = "leader";
    private static final String NON_VOTER = "non-voter";

    /** Servers of Consul's free edition are all of one type. */
    private static final String NODE_TYPE = "voter";

    public static final Mapping<Server> MAPPING = new Mapping<>() {
      @Override
      public void write(Server value, Sink out) {
        ServerHealth health = value.health;
        out.beginObject();
        out.field("ID", health.id());
        out.field("Name", health.name());
        out.field("Address", health.address());
        out.field("NodeStatus", health.serfStatus());
        out.field("Version", health.version());
        out.field("LastContact", GoDuration.format(health.lastContact()));
        out.unsignedField("LastTerm", health.lastTerm());
        out.unsignedField("LastIndex", health.lastIndex());
        out.field("Healthy", health.healthy());
        out.field("StableSince", GoTime.format(health.stableSince()));
        out.field("ReadReplica", false);
        out.field("Status", value.status);
        out.stringMap("Meta", value.meta.isEmpty() ? null : value.meta);
        out.field("NodeType", NODE_TYPE);
        out.endObject();
      }

      @Override
      public Server read(Fields in) {
        String status = in.string("Status");
        Map<String, String> meta = in.stringMap("Meta");
        ServerHealth health = new ServerHealth(
            in.string("ID"),
            in.string("Name"),
            in.string("Address"),
            in.string("NodeStatus"),
            in.string("Version"),
            status.equals(LEADER),
            in.duration("LastContact"),
            in.unsigned("LastTerm"),
            in.unsigned("LastIndex"),
            in.bool("Healthy"),
            !status.equals(NON_VOTER) && !status.equals("none"),
            GoTime.parse(in.string("StableSince")));
        return new Server(health, status, meta == null ? Map.of() : meta);
      }
    };

    public Server {
      meta = new TreeMap<>(meta);
    }
  }

  public AutopilotState {
    servers = List.copyOf(servers);
    voters = List.copyOf(voters);
  }
}
