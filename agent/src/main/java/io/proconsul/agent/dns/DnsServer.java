package io.proconsul.agent.dns;

import io.proconsul.core.dns.DnsResolver;
import io.proconsul.core.dns.DnsResponder;
import io.proconsul.core.dns.DnsSettings;
import io.proconsul.core.run.Consensus;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * DNS of one agent, on UDP and TCP of each of its addresses. Close ends its threads. Any thread may
 * change its settings.
 */
public final class DnsServer implements AutoCloseable {
  private static final int MAX_TRIES = 20;

  private final DnsResolver resolver;
  private final Recursors recursors;
  private final Staleness staleness;
  private final InstantSource clock;
  private final List<AutoCloseable> listeners = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private DnsServer(
      DnsResolver resolver, RecursorSettings recursors, Consensus consensus, InstantSource clock) {
    this.resolver = resolver;
    this.recursors = new Recursors(recursors);
    this.staleness = new Staleness(resolver, consensus);
    this.clock = clock;
  }

  /**
   * Listens on all these addresses; port 0 lets the system choose one for both protocols.
   *
   * @throws IOException when one of them cannot be had; then none is kept
   */
  public static DnsServer start(
      List<InetSocketAddress> addresses,
      DnsResolver resolver,
      RecursorSettings recursors,
      Consensus consensus,
      InstantSource clock)
      throws IOException {
    DnsServer server = new DnsServer(resolver, recursors, consensus, clock);
    try {
      for (InetSocketAddress address : addresses) {
        server.listen(address);
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Where it listens, with the ports that the system chose. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Answers by these settings from now on. */
  public void update(DnsSettings settings, RecursorSettings recursorSettings) {
    recursors.update(recursorSettings);
    resolver.update(settings);
  }

  private void listen(InetSocketAddress address) throws IOException {
    for (int tried = 1; ; tried++) {
      TcpListener tcp = TcpListener.start(address, this::answerer);
      InetAddress host = address.getAddress();
      InetSocketAddress bound = new InetSocketAddress(host, tcp.port());
      try {
        listeners.add(UdpListener.start(bound, this::answerer));
        listeners.add(tcp);
        addresses.add(bound);
        return;
      } catch (BindException e) {
        tcp.close();
        if (address.getPort() != 0 || tried == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  private Answerer answerer() {
    DnsResponder responder =
        new DnsResponder(resolver, new SplittableRandom(), () -> clock.instant().getEpochSecond());
    return new Answerer(responder, staleness, recursors);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (AutoCloseable listener : listeners) {
      try {
        listener.close();
      } catch (Exception e) {
        failure = new IOException("closing a DNS listener failed", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
