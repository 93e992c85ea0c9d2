package io.proconsul.core.command;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.query.PreparedQuery;
import java.util.List;
import java.util.Objects;

/**
 * Commands as MessagePack: {@code {T: type, N: leader's clock in ms, ...fields}}. The type names
 * are part of the log's format and never change their meaning.
 */
public final class CommandCodec {
  private static final TxnCodec TXN_OPS = new TxnCodec();

  private CommandCodec() {}

  public static byte[] encode(Stamped stamped) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    out.field("N", stamped.nowMillis());
    switch (stamped.command()) {
      case KvCommand kv -> write(kv, out);
      case SessionCommand<?> session -> write(session, out);
      case CatalogCommand catalog -> write(catalog, out);
      case VirtualIpCommand(String service, List<String> addresses) -> {
        text("virtual-ips", service, out);
        out.strings("A", addresses);
      }
      case CoordinateCommand.Update(List<NodeCoordinate> coordinates) -> {
        out.field("T", "coordinates");
        out.list("E", coordinates, NodeCoordinate.MAPPING::write);
      }
      case AutopilotCommand autopilot -> write(autopilot, out);
      case PreparedQueryCommand query -> write(query, out);
      case CaCommand authority -> write(authority, out);
      case RestoreCommand restore -> {
        text("restore", restore.restore(), out);
        out.field("I", restore.number());
        out.field("L", restore.last());
        out.name("D");
        out.bytes(restore.data());
      }
      case TxnCommand(List<TxnOp> ops) -> {
        out.field("T", "txn");
        out.list("O", ops, TXN_OPS::write);
      }
    }
    out.endObject();
    return out.toBytes();
  }

  /** @throws DecodeException when the bytes are no command of this version */
  public static Stamped decode(byte[] bytes) {
    if (!(MsgpackReader.read(bytes) instanceof Value.Obj object)) {
      throw new DecodeException("a log entry is not a map");
    }
    Fields in = new Fields("Command", object);
    return new Stamped(read(in.string("T"), in), in.longInteger("N"));
  }

  private static void write(KvCommand command, Sink out) {
    switch (command) {
      case KvCommand.Set(KvEntry entry) -> entry("kv-set", entry, out);
      case KvCommand.CompareAndSet(KvEntry entry, long index) -> {
        entry("kv-cas", entry, out);
        out.unsignedField("I", index);
      }
      case KvCommand.Acquire(KvEntry entry) -> entry("kv-acquire", entry, out);
      case KvCommand.Release(KvEntry entry) -> entry("kv-release", entry, out);
      case KvCommand.Delete(String key) -> text("kv-delete", key, out);
      case KvCommand.CompareAndDelete(String key, long index) -> {
        text("kv-delete-cas", key, out);
        out.unsignedField("I", index);
      }
      case KvCommand.DeleteTree(String prefix) -> text("kv-delete-tree", prefix, out);
      case KvCommand.Reap(long upTo) -> {
        out.field("T", "kv-reap");
        out.unsignedField("I", upTo);
      }
    }
  }

  private static void write(AutopilotCommand command, Sink out) {
    switch (command) {
      case AutopilotCommand.Set(AutopilotConfiguration configuration) -> {
        out.field("T", "autopilot");
        out.field("E", configuration, AutopilotConfiguration.MAPPING::write);
      }
      case AutopilotCommand.CompareAndSet(AutopilotConfiguration configuration, long index) -> {
        out.field("T", "autopilot-cas");
        out.field("E", configuration, AutopilotConfiguration.MAPPING::write);
        out.unsignedField("I", index);
      }
    }
  }

  private static void write(CaCommand command, Sink out) {
    out.field("T", "ca");
    out.field("E", command.configuration(), CaConfiguration.MAPPING::write);
    out.list("R", command.roots(), CaRoot.MAPPING::write);
    out.list("K", command.keys(), CaKey.MAPPING::write);
    out.unsignedField("I", command.index());
  }

  private static void write(PreparedQueryCommand command, Sink out) {
    switch (command) {
      case PreparedQueryCommand.Create(PreparedQuery query) -> {
        out.field("T", "query-create");
        out.field("E", query, PreparedQuery.MAPPING::write);
      }
      case PreparedQueryCommand.Update(PreparedQuery query) -> {
        out.field("T", "query-update");
        out.field("E", query, PreparedQuery.MAPPING::write);
      }
      case PreparedQueryCommand.Delete(String id) -> text("query-delete", id, out);
    }
  }

  private static void write(SessionCommand<?> command, Sink out) {
    switch (command) {
      case SessionCommand.Create(Session session) -> {
        out.field("T", "session-create");
        out.field("E", session, Session.MAPPING::write);
      }
      case SessionCommand.Destroy(String id) -> text("session-destroy", id, out);
    }
  }

  private static void write(CatalogCommand command, Sink out) {
    switch (command) {
      case CatalogCommand.Register register -> {
        out.field("T", "register");
        out.field("E", register.node(), Node.MAPPING::write);
        if (register.service() != null) {
          out.field("S", register.service(), ServiceInstance.MAPPING::write);
        }
        out.list("C", register.checks(), HealthCheck.MAPPING::write);
        out.field("K", register.skipNodeUpdate());
      }
      case CatalogCommand.Deregister(String node, String serviceId, String checkId) -> {
        text("deregister", node, out);
        out.field("S", serviceId);
        out.field("C", checkId);
      }
    }
  }

  private static void entry(String type, KvEntry entry, Sink out) {
    out.field("T", type);
    out.field("E", entry, KvEntry.MAPPING::write);
  }

  private static void text(String type, String key, Sink out) {
    out.field("T", type);
    out.field("E", key);
  }

  private static Command<?> read(String type, Fields in) {
    return switch (type) {
      case "kv-set" -> new KvCommand.Set(entry(in));
      case "kv-cas" -> new KvCommand.CompareAndSet(entry(in), in.unsigned("I"));
      case "kv-acquire" -> new KvCommand.Acquire(entry(in));
      case "kv-release" -> new KvCommand.Release(entry(in));
      case "kv-delete" -> new KvCommand.Delete(in.string("E"));
      case "kv-delete-cas" -> new KvCommand.CompareAndDelete(in.string("E"), in.unsigned("I"));
      case "kv-delete-tree" -> new KvCommand.DeleteTree(in.string("E"));
      case "kv-reap" -> new KvCommand.Reap(in.unsigned("I"));
      case "session-create" ->
        new SessionCommand.Create(
            Objects.requireNonNull(in.object("E", "Session", Session.MAPPING::read)));
      case "session-destroy" -> new SessionCommand.Destroy(in.string("E"));
      case "register" -> register(in);
      case "coordinates" ->
        new CoordinateCommand.Update(
            Objects.requireNonNull(in.list("E", "Coordinate", NodeCoordinate.MAPPING::read)));
      case "txn" -> new TxnCommand(Objects.requireNonNull(in.list("O", "TxnOp", TXN_OPS::read)));
      case "virtual-ips" ->
        new VirtualIpCommand(
            in.string("E"), Objects.requireNonNullElse(in.strings("A"), List.of()));
      case "autopilot" -> new AutopilotCommand.Set(autopilot(in));
      case "autopilot-cas" -> new AutopilotCommand.CompareAndSet(autopilot(in), in.unsigned("I"));
      case "query-create" -> new PreparedQueryCommand.Create(preparedQuery(in));
      case "query-update" -> new PreparedQueryCommand.Update(preparedQuery(in));
      case "query-delete" -> new PreparedQueryCommand.Delete(in.string("E"));
      case "ca" -> authority(in);
      case "restore" ->
        new RestoreCommand(in.string("E"), in.longInteger("I"), in.bool("L"), in.bytes("D"));
      case "deregister" ->
        new CatalogCommand.Deregister(in.string("E"), in.string("S"), in.string("C"));
      default ->
        throw new DecodeException(
            "the log holds a command of type '" + type + "', which this version does not know;"
                + " start the version that wrote it, or a newer one");
    };
  }

  private static KvEntry entry(Fields in) {
    return Objects.requireNonNull(in.object("E", "KVPair", KvEntry.MAPPING::read));
  }

  private static PreparedQuery preparedQuery(Fields in) {
    return Objects.requireNonNull(in.object("E", "PreparedQuery", PreparedQuery.MAPPING::read));
  }

  private static AutopilotConfiguration autopilot(Fields in) {
    return Objects.requireNonNull(
        in.object("E", "AutopilotConfiguration", AutopilotConfiguration.MAPPING::read));
  }

  private static CaCommand authority(Fields in) {
    return new CaCommand(
        Objects.requireNonNull(in.object("E", "CAConfiguration", CaConfiguration.MAPPING::read)),
        Objects.requireNonNull(in.list("R", "CARoot", CaRoot.MAPPING::read)),
        Objects.requireNonNull(in.list("K", "CAKey", CaKey.MAPPING::read)),
        in.unsigned("I"));
  }

  private static CatalogCommand.Register register(Fields in) {
    List<HealthCheck> checks = in.list("C", "HealthCheck", HealthCheck.MAPPING::read);
    return new CatalogCommand.Register(
        Objects.requireNonNull(in.object("E", "Node", Node.MAPPING::read)),
        in.object("S", "NodeService", ServiceInstance.MAPPING::read),
        checks == null ? List.of() : checks,
        in.bool("K"));
  }
}
