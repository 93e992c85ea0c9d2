package io.proconsul.agent.check;

import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import java.time.Duration;
import java.util.Optional;

/** Makes the probe for each kind of check; they share connections' set-up. Any thread. */
final class Probes implements AutoCloseable {
  private final Dialer dialer = new Dialer();
  private final CheckTls tls = new CheckTls();

  /** Why there is no such probe. */
  static Optional<String> refusal(CheckKind kind) {
    return switch (kind) {
      case CheckKind.Docker _ -> Optional.of("Docker checks are not supported by this version");
      case CheckKind.OsService _ -> Optional.of("not implemented"); // as Consul says but on Windows
      case CheckKind.Script _,
          CheckKind.Http _,
          CheckKind.Tcp _,
          CheckKind.Udp _,
          CheckKind.Grpc _,
          CheckKind.H2Ping _,
          CheckKind.Alias _,
          CheckKind.Ttl _ -> Optional.empty();
    };
  }

  Probe of(CheckDefinition definition, int maxOutput) {
    Duration given = definition.timeout();
    Duration timeout = Probe.orDefault(given, Probe.DEFAULT_TIMEOUT);
    return switch (definition.kind()) {
      case CheckKind.Script script ->
        new ScriptProbe(script, Probe.orDefault(given, ScriptProbe.DEFAULT_TIMEOUT), maxOutput);
      case CheckKind.Http http ->
        new HttpProbe(http, timeout, maxOutput, new HttpCall.Connector(dialer, tls, http.tls()));
      case CheckKind.Tcp tcp -> new TcpProbe(tcp, timeout, dialer, tls);
      case CheckKind.Udp udp -> new UdpProbe(udp, timeout, dialer);
      case CheckKind.Grpc grpc -> new GrpcProbe(grpc, timeout, dialer, tls);
      case CheckKind.H2Ping ping -> new H2PingProbe(ping, timeout, dialer, tls);
      case CheckKind.Docker _, CheckKind.OsService _, CheckKind.Alias _, CheckKind.Ttl _ ->
        throw new IllegalArgumentException(
            "a check of type " + definition.kind().type() + " is not run by a probe");
    };
  }

  @Override
  public void close() {
    dialer.close();
  }
}
