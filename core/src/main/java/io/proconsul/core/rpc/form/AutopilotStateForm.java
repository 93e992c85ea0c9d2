package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoTime;
import io.proconsul.codec.Sink;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.ServerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The state of Consul's autopilot library, whose servers have parts of their own. */
public final class AutopilotStateForm {
  private static final String LEADER = "leader";
  private static final String VOTER = "voter";
  private static final int RAFT_VERSION = 3;

  public static final Form<AutopilotState> STATE =
      Form.object(AutopilotStateForm::write, AutopilotStateForm::read);

  private AutopilotStateForm() {}

  private static void write(AutopilotState state, Sink out) {
    out.field("Healthy", state.healthy());
    out.field("FailureTolerance", state.failureTolerance());
    out.name("Servers");
    out.beginObject();
    for (AutopilotState.Server server : state.servers()) {
      out.field(server.health().id(), server, AutopilotStateForm::writeServer);
    }
    out.endObject();
    out.field("Leader", state.leader());
    out.strings("Voters", state.voters());
  }

  private static void writeServer(AutopilotState.Server server, Sink out) {
    ServerHealth health = server.health();
    out.beginObject();
    out.name("Server");
    out.beginObject();
    out.field("ID", health.id());
    out.field("Name", health.name());
    out.field("Address", health.address());
    out.field("NodeStatus", health.serfStatus());
    out.field("Version", health.version());
    out.stringMap("Meta", server.meta());
    out.field("RaftVersion", RAFT_VERSION);
    out.field("IsLeader", health.leader());
    out.field("NodeType", VOTER);
    out.endObject();
    out.field("State", server.status());
    out.name("Stats");
    out.beginObject();
    out.field("LastContact", health.lastContact().toNanos());
    out.unsignedField("LastTerm", health.lastTerm());
    out.unsignedField("LastIndex", health.lastIndex());
    out.endObject();
    out.name("Health");
    out.beginObject();
    out.field("Healthy", health.healthy());
    TimeForm.field("StableSince", health.stableSince(), out);
    out.endObject();
    out.endObject();
  }

  private static AutopilotState read(Fields in) {
    Map<String, AutopilotState.Server> servers =
        in.map("Servers", "ServerState", AutopilotStateForm::readServer);
    return new AutopilotState(
        in.bool("Healthy"),
        in.integer("FailureTolerance"),
        servers == null ? List.of() : List.copyOf(new TreeMap<>(servers).values()),
        in.string("Leader"),
        Form.orEmpty(in.strings("Voters")));
  }

  private record Who(
      String id,
      String name,
      String address,
      String status,
      String version,
      boolean leader,
      Map<String, String> meta) {
    static final Who NOBODY = new Who("", "", "", "none", "", false, Map.of());

    static Who read(Fields in) {
      return new Who(
          in.string("ID"),
          in.string("Name"),
          in.string("Address"),
          in.string("NodeStatus"),
          in.string("Version"),
          in.bool("IsLeader"),
          Objects.requireNonNullElse(in.stringMap("Meta"), Map.of()));
    }
  }

  private record Stats(Duration lastContact, long lastTerm, long lastIndex) {
    static Stats read(Fields in) {
      return new Stats(
          in.duration("LastContact"), in.unsigned("LastTerm"), in.unsigned("LastIndex"));
    }
  }

  private record Health(boolean healthy, Instant since) {
    static Health read(Fields in) {
      return new Health(in.bool("Healthy"), TimeForm.read(in, "StableSince"));
    }
  }

  private static AutopilotState.Server readServer(Fields in) {
    Who who = Objects.requireNonNullElse(in.object("Server", "Server", Who::read), Who.NOBODY);
    Stats stats = Objects.requireNonNullElse(
        in.object("Stats", "ServerStats", Stats::read), new Stats(Duration.ZERO, 0, 0));
    Health health = Objects.requireNonNullElse(
        in.object("Health", "ServerHealth", Health::read), new Health(false, GoTime.ZERO));
    String state = in.string("State");
    ServerHealth whole = new ServerHealth(
        who.id,
        who.name,
        who.address,
        who.status,
        who.version,
        who.leader,
        stats.lastContact,
        stats.lastTerm,
        stats.lastIndex,
        health.healthy,
        state.equals(LEADER) || state.equals(VOTER),
        health.since);
    return new AutopilotState.Server(whole, state, who.meta);
  }
}
