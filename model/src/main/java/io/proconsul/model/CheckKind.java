package io.proconsul.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a check looks at. */
public sealed interface CheckKind {
  /** The word that {@code Type} shows. */
  String type();

  /** Whether the agent runs this again and again; the others are told their state. */
  default boolean periodic() {
    return true;
  }

  /** Whom to expect at the other end of a TLS connection. */
  record Tls(String serverName, boolean skipVerify) {}

  /** A program of this machine: exit code 0 is passing, 1 warning, any other critical. */
  record Script(List<String> args) implements CheckKind {
    public Script {
      args = List.copyOf(args);
    }

    @Override
    public String type() {
      return "script";
    }
  }

  /** A request: 2xx is passing, 429 warning, anything else critical. */
  record Http(
      String url,
      String method,
      Map<String, List<String>> header,
      String body,
      boolean disableRedirects,
      Tls tls)
      implements CheckKind {
    public Http {
      header = Collections.unmodifiableMap(new TreeMap<>(header));
    }

    @Override
    public String type() {
      return "http";
    }
  }

  /** A connection that is accepted, with {@code useTls} a handshake that succeeds. */
  record Tcp(String address, boolean useTls, Tls tls) implements CheckKind {
    @Override
    public String type() {
      return "tcp";
    }
  }

  /** A datagram that is answered, or at least not refused. */
  record Udp(String address) implements CheckKind {
    @Override
    public String type() {
      return "udp";
    }
  }

  /** The standard gRPC health protocol. */
  record Grpc(String target, boolean useTls, Tls tls) implements CheckKind {
    @Override
    public String type() {
      return "grpc";
    }
  }

  /** An HTTP/2 ping. */
  record H2Ping(String address, boolean useTls, Tls tls) implements CheckKind {
    @Override
    public String type() {
      return "h2ping";
    }
  }

  /** A program within a Docker container. */
  record Docker(String containerId, String shell, List<String> args) implements CheckKind {
    public Docker {
      args = List.copyOf(args);
    }

    @Override
    public String type() {
      return "docker";
    }
  }

  /** A Windows service. */
  record OsService(String name) implements CheckKind {
    @Override
    public String type() {
      return "os_service";
    }
  }

  /** The worst state of another service, or of all checks of a node. */
  record Alias(String node, String service) implements CheckKind {
    @Override
    public String type() {
      return "alias";
    }

    @Override
    public boolean periodic() {
      return false;
    }
  }

  /** Turns critical unless it is told otherwise in time. */
  record Ttl() implements CheckKind {
    @Override
    public String type() {
      return "ttl";
    }

    @Override
    public boolean periodic() {
      return false;
    }
  }
}
