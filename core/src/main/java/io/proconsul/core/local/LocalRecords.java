package io.proconsul.core.local;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Status;
import java.util.Objects;

/** How an agent's own services and checks are spelled on its disk: as in Consul's files. */
final class LocalRecords {
  private LocalRecords() {}

  /**
   * A TTL check's last report.
   *
   * @param expires seconds since 1970 at which the report is worth nothing any more
   */
  record State(String checkId, Status status, String output, long expires) {}

  static byte[] service(LocalService service) {
    return JsonWriter.compact(service, (value, out) -> {
      out.beginObject();
      out.field("Token", value.token());
      out.field("Service", value.instance(), ServiceInstance.MAPPING::write);
      out.field("Source", "remote");
      if (value.sidecar()) {
        out.field("LocallyRegisteredAsSidecar", true);
      }
      out.endObject();
    });
  }

  static byte[] check(LocalCheck check) {
    return JsonWriter.compact(check, (value, out) -> {
      out.beginObject();
      out.field("Token", value.token());
      out.field("Check", value.check(), HealthCheck.MAPPING::write);
      CheckDefinition definition = value.definition();
      if (definition != null) {
        out.field("ChkType", definition, CheckDefinition.MAPPING::write);
      }
      out.field("Source", "remote");
      out.endObject();
    });
  }

  static byte[] state(State state) {
    return JsonWriter.compact(state, (value, out) -> {
      out.beginObject();
      out.field("CheckID", value.checkId());
      out.field("Status", value.status().text());
      out.field("Output", value.output());
      out.field("Expires", value.expires());
      out.endObject();
    });
  }

  /** @throws io.proconsul.codec.DecodeException when the file is damaged */
  static LocalService readService(byte[] json) {
    Fields in = fields(json);
    ServiceInstance instance = Objects.requireNonNullElse(
        in.object("Service", "NodeService", ServiceInstance.MAPPING::read),
        ServiceInstance.of("", "", 0));
    return new LocalService(
        instance, in.string("Token"), Source.REMOTE, false, in.bool("LocallyRegisteredAsSidecar"));
  }

  /** What is restored is critical until it is looked at again. */
  static LocalCheck readCheck(byte[] json) {
    Fields in = fields(json);
    HealthCheck check = Objects.requireNonNullElse(
        in.object("Check", "HealthCheck", HealthCheck.MAPPING::read),
        HealthCheck.of("", "", "", HealthCheck.CRITICAL));
    CheckDefinition definition = in.object("ChkType", "CheckType", CheckDefinition.MAPPING::read);
    return new LocalCheck(
        check.withStatus(HealthCheck.CRITICAL, check.output()),
        definition,
        in.string("Token"),
        Source.REMOTE,
        0,
        false);
  }

  static State readState(byte[] json) {
    Fields in = fields(json);
    return new State(
        in.string("CheckID"),
        Status.of(in.string("Status")).orElse(Status.CRITICAL),
        in.string("Output"),
        in.longInteger("Expires"));
  }

  private static Fields fields(byte[] json) {
    return new Fields(
        "File", JsonReader.parse(json) instanceof Value.Obj object ? object : Value.Obj.EMPTY);
  }
}
