package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spells a check definition. Where several kinds are given one of them counts, as in Consul. */
final class CheckMapping implements Mapping<CheckDefinition> {
  private final String idName;

  CheckMapping(String idName) {
    this.idName = idName;
  }

  @Override
  public void write(CheckDefinition check, Sink out) {
    out.beginObject();
    out.field(idName, check.id());
    out.field("Name", check.name());
    out.field("Notes", check.notes());
    if (idName.equals("ID")) {
      out.fieldUnlessEmpty("ServiceID", check.serviceId());
      out.fieldUnlessEmpty("Token", check.token());
    }
    out.field("Status", check.status());
    writeKind(check.kind(), out);
    duration("Interval", check.interval(), out);
    duration("Timeout", check.timeout(), out);
    duration("TTL", check.ttl(), out);
    out.field("SuccessBeforePassing", check.thresholds().successBeforePassing());
    out.field("FailuresBeforeWarning", check.thresholds().failuresBeforeWarning());
    out.field("FailuresBeforeCritical", check.thresholds().failuresBeforeCritical());
    duration("DeregisterCriticalServiceAfter", check.deregisterAfter(), out);
    out.field("OutputMaxSize", check.outputMaxSize());
    out.endObject();
  }

  @Override
  public CheckDefinition read(Fields in) {
    boolean ofNode = idName.equals("ID");
    return new CheckDefinition(
        in.string(idName),
        in.string("Name"),
        in.string("Notes"),
        ofNode ? in.string(in.spelled("ServiceID", "service_id")) : "",
        ofNode ? in.string("Token") : "",
        in.string("Status"),
        readKind(in),
        in.duration("Interval"),
        in.duration("Timeout"),
        in.duration("TTL"),
        readThresholds(in),
        in.duration(
            in.spelled("DeregisterCriticalServiceAfter", "deregister_critical_service_after")),
        in.integer(in.spelled("OutputMaxSize", "output_max_size")));
  }

  /** As in Consul: nothing given means as many failures as make it critical. */
  private static CheckThresholds readThresholds(Fields in) {
    String warning = in.spelled("FailuresBeforeWarning", "failures_before_warning");
    int critical = in.integer(in.spelled("FailuresBeforeCritical", "failures_before_critical"));
    return new CheckThresholds(
        in.integer(in.spelled("SuccessBeforePassing", "success_before_passing")),
        in.integer(warning),
        critical);
  }

  /** Reads every field, so that each counts as known, and then picks the kind. */
  private static CheckKind readKind(Fields in) {
    CheckKind.Http http = http(in);
    CheckKind.Tcp tcp = new CheckKind.Tcp(
        in.string("TCP"), in.bool(in.spelled("TCPUseTLS", "tcp_use_tls")), http.tls());
    CheckKind.Udp udp = new CheckKind.Udp(in.string("UDP"));
    CheckKind.Grpc grpc = new CheckKind.Grpc(
        in.string("GRPC"), in.bool(in.spelled("GRPCUseTLS", "grpc_use_tls")), http.tls());
    Boolean h2Tls = in.boolOrNull(in.spelled("H2PingUseTLS", "h2ping_use_tls"));
    CheckKind.H2Ping h2 =
        new CheckKind.H2Ping(in.string("H2PING"), h2Tls == null || h2Tls, http.tls());
    List<String> args = in.strings(in.spelled("ScriptArgs", "script_args", "Args"));
    CheckKind.Docker docker = new CheckKind.Docker(
        in.string(in.spelled("DockerContainerID", "docker_container_id")),
        in.string("Shell"),
        args == null ? List.of() : args);
    CheckKind.OsService os =
        new CheckKind.OsService(in.string(in.spelled("OSService", "os_service")));
    CheckKind.Alias alias = new CheckKind.Alias(
        in.string(in.spelled("AliasNode", "alias_node")),
        in.string(in.spelled("AliasService", "alias_service")));
    return firstOf(
        http.url().isEmpty() ? null : http,
        tcp.address().isEmpty() ? null : tcp,
        udp.address().isEmpty() ? null : udp,
        grpc.target().isEmpty() ? null : grpc,
        docker.args().isEmpty() || docker.containerId().isEmpty() ? null : docker,
        docker.args().isEmpty() ? null : new CheckKind.Script(docker.args()),
        h2.address().isEmpty() ? null : h2,
        os.name().isEmpty() ? null : os,
        alias.node().isEmpty() && alias.service().isEmpty() ? null : alias);
  }

  private static CheckKind firstOf(@Nullable CheckKind... kinds) {
    for (CheckKind kind : kinds) {
      if (kind != null) {
        return kind;
      }
    }
    return new CheckKind.Ttl();
  }

  private static CheckKind.Http http(Fields in) {
    Map<String, List<String>> header = in.stringListMap("Header");
    return new CheckKind.Http(
        in.string("HTTP"),
        in.string("Method"),
        Objects.requireNonNullElse(header, Map.of()),
        in.string("Body"),
        in.bool(in.spelled("DisableRedirects", "disable_redirects")),
        new CheckKind.Tls(
            in.string(in.spelled("TLSServerName", "tls_server_name")),
            in.bool(in.spelled("TLSSkipVerify", "tls_skip_verify"))));
  }

  private static void writeKind(CheckKind kind, Sink out) {
    switch (kind) {
      case CheckKind.Script(List<String> args) -> out.strings("ScriptArgs", args);
      case CheckKind.Http http -> {
        out.field("HTTP", http.url());
        out.field("Method", http.method());
        out.map("Header", http.header(), CheckMapping::writeTexts);
        out.field("Body", http.body());
        out.field("DisableRedirects", http.disableRedirects());
        writeTls(http.tls(), out);
      }
      case CheckKind.Tcp(String address, boolean useTls, CheckKind.Tls tls) -> {
        out.field("TCP", address);
        out.field("TCPUseTLS", useTls);
        writeTls(tls, out);
      }
      case CheckKind.Udp(String address) -> out.field("UDP", address);
      case CheckKind.Grpc(String target, boolean useTls, CheckKind.Tls tls) -> {
        out.field("GRPC", target);
        out.field("GRPCUseTLS", useTls);
        writeTls(tls, out);
      }
      case CheckKind.H2Ping(String address, boolean useTls, CheckKind.Tls tls) -> {
        out.field("H2PING", address);
        out.field("H2PingUseTLS", useTls);
        writeTls(tls, out);
      }
      case CheckKind.Docker(String container, String shell, List<String> args) -> {
        out.field("DockerContainerID", container);
        out.field("Shell", shell);
        out.strings("ScriptArgs", args);
      }
      case CheckKind.OsService(String name) -> out.field("OSService", name);
      case CheckKind.Alias(String node, String service) -> {
        out.field("AliasNode", node);
        out.field("AliasService", service);
      }
      case CheckKind.Ttl() -> {}
    }
  }

  private static void writeTexts(List<String> values, Sink out) {
    out.list(values, (value, sink) -> sink.string(value));
  }

  private static void writeTls(CheckKind.Tls tls, Sink out) {
    out.field("TLSServerName", tls.serverName());
    out.field("TLSSkipVerify", tls.skipVerify());
  }

  private static void duration(String name, Duration duration, Sink out) {
    out.field(name, GoDuration.format(duration));
  }
}
