package io.proconsul.agent.rpc.link;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the first byte of a connection asks for. */
public enum RpcType {
  CONSUL(0),
  RAFT(1),
  /** Of agents before 0.2; theirs is another yamux. */
  MULTIPLEX(2),
  TLS(3),
  MULTIPLEX_V2(4),
  SNAPSHOT(5),
  GOSSIP(6),
  /** TLS without a certificate of the client, for auto-encrypt. */
  TLS_INSECURE(7),
  GRPC(8),
  RAFT_FORWARDING(9);

  /** How TLS begins; no other type has this byte. */
  public static final int TLS_RECORD = 0x16;

  public final int code;

  RpcType(int code) {
    this.code = code;
  }

  public static @Nullable RpcType of(int code) {
    return code >= 0 && code < values().length ? values()[code] : null;
  }

  /** What the protocol is called where TLS itself comes first and tells it. */
  public static @Nullable RpcType ofAlpn(String protocol) {
    return switch (protocol) {
      case "consul/rpc-single" -> CONSUL;
      case "consul/rpc-multi" -> MULTIPLEX_V2;
      case "consul/raft" -> RAFT;
      case "consul/rpc-snapshot" -> SNAPSHOT;
      default -> null;
    };
  }

  public static final List<String> ALPN =
      List.of("consul/rpc-multi", "consul/rpc-single", "consul/raft", "consul/rpc-snapshot");

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
