package io.proconsul.agent;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.config.TlsConfig;
import io.proconsul.agent.rpc.RpcBounds;
import io.proconsul.agent.tls.RpcTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How agents talk to servers.
 *
 * @param tls asked for each connection, so that certificates can be replaced
 * @param clientTimeout how long an answer may take that does not block
 */
record RpcSettings(Certificates tls, RpcBounds bounds, Duration clientTimeout) {
  /** @throws IOException when a certificate or key cannot be used */
  static RpcSettings of(AgentConfig config) throws IOException {
    Limits.Rpc limits = config.limits().rpc();
    RpcBounds bounds =
        RpcBounds.DEFAULT.with(limits.maxConnsPerClient(), limits.handshakeTimeout());
    Certificates tls = new Certificates();
    tls.prepare(config).run();
    return new RpcSettings(tls, bounds, limits.clientTimeout());
  }

  /** Those of this agent at present; any thread. */
  static final class Certificates implements Supplier<RpcTls> {
    private volatile Supplier<RpcTls> current = RpcTls::none;

    @Override
    public RpcTls get() {
      return current.get();
    }

    /**
     * Reads the files.
     *
     * @return has connections use them that are made from then on
     * @throws IOException when one cannot be used
     */
    Runnable prepare(AgentConfig config) throws IOException {
      TlsConfig tls = config.operation().internalRpc();
      Supplier<RpcTls> next = new Late(config);
      if (!tls.equals(TlsConfig.NONE)) {
        RpcTls ready = read(config);
        next = () -> ready;
      }
      Supplier<RpcTls> read = next;
      return () -> current = read;
    }
  }

  private static RpcTls read(AgentConfig config) throws IOException {
    return RpcTls.of(
        config.operation().internalRpc(),
        config.identity().datacenter(),
        config.identity().domain());
  }

  /** Without certificates there is nothing that can be wrong, and TLS takes long to load. */
  private static final class Late implements Supplier<RpcTls> {
    private final AgentConfig config;
    private volatile @org.jspecify.annotations.Nullable RpcTls made;

    Late(AgentConfig config) {
      this.config = config;
    }

    @Override
    public RpcTls get() {
      RpcTls known = made;
      if (known == null) {
        try {
          known = read(config);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        made = known;
      }
      return known;
    }
  }
}
