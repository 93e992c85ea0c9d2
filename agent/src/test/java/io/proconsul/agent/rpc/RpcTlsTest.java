package io.proconsul.agent.rpc;

import static io.proconsul.agent.tls.TestingAuthority.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.TlsConfig;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.agent.tls.TestingAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcTlsTest {
  private static final byte[] NIL = {(byte) 0xc0};
  private static final String SERVER = "server.dc1.consul";

  @TempDir
  Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TestingTimer timer = add(new TestingTimer());
  private TestingAuthority ours;
  private TestingAuthority theirs;

  @BeforeEach
  void authorities() throws Exception {
    ours = new TestingAuthority(folder, "ours");
    theirs = new TestingAuthority(folder, "theirs");
  }

  private <T extends AutoCloseable> T add(T part) {
    open.addFirst(part);
    return part;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  private static RpcTls tls(TlsConfig config) throws IOException {
    return RpcTls.of(config, "dc1", "consul.");
  }

  private RpcListener listen(TlsConfig config) throws IOException {
    RpcTls tls = tls(config);
    return listen(() -> tls, RpcBounds.DEFAULT);
  }

  private RpcListener listen(Supplier<RpcTls> tls, RpcBounds bounds) throws IOException {
    StreamAcceptor raft = (stream, peer) -> {
      try {
        stream.out().write(stream.in().read() + (peer.server() ? 1 : 0));
        stream.in().read();
      } catch (IOException _) {
        // The other side is tested.
      }
    };
    return add(RpcListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new RpcServices(call -> call.reply(call.args()), raft, raft),
        tls,
        bounds,
        timer));
  }

  private RpcPool pool(TlsConfig config) throws IOException {
    RpcTls tls = tls(config);
    return add(new RpcPool(() -> tls, RpcBounds.DEFAULT, timer, null));
  }

  private static RpcResult echo(RpcPool pool, RpcListener listener) {
    return Calls.call(pool, Calls.to(listener), "Test.Echo", NIL);
  }

  private TlsConfig certificate(String who) throws Exception {
    return switch (who) {
      case "nobody" -> ours.trusting();
      case "stranger" -> withCa(theirs.issue(SERVER), ours.trusting());
      case "client" -> ours.issue("client.dc1.consul");
      case "server" -> ours.issue(SERVER);
      case "rsa" -> ours.issueRsa(SERVER);
      case "wildcard" -> ours.issue("*.dc1.consul");
      case "other" -> ours.issue("server.dc2.consul");
      default -> throw new IllegalArgumentException(who);
    };
  }

  private static TlsConfig withCa(TlsConfig own, TlsConfig trusted) {
    return new TlsConfig(
        trusted.caFile(),
        "",
        own.certFile(),
        own.keyFile(),
        own.minVersion(),
        List.of(),
        false,
        false,
        false);
  }

  @ParameterizedTest
  @CsvSource({
    // client's certificate, its rules, server's certificate, its rules, whether it works
    "nobody, none, server, none, yes",
    "nobody, none, server, incoming, no",
    "nobody, outgoing, server, none, yes",
    "nobody, outgoing, server, incoming, no",
    "client, outgoing, server, incoming, yes",
    "client, outgoing, client, incoming, yes",
    "rsa, outgoing, rsa, incoming, yes",
    "stranger, outgoing, server, incoming, no",
    "client, outgoing, stranger, none, no",
    "client, hostname, server, incoming, yes",
    "client, hostname, rsa, incoming, yes",
    "client, hostname, wildcard, incoming, yes",
    "client, hostname, client, incoming, no",
    "client, hostname, other, incoming, no",
    "client, hostname, stranger, incoming, no",
    "client, 1.3 outgoing, server, incoming, yes",
    "client, outgoing, server, 1.3 incoming, yes",
    "client, outgoing TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, server, incoming, yes",
    "client, none, server, incoming, no",
  })
  void callsFollowTheRules(
      String client, String clientRules, String server, String serverRules, String works)
      throws Exception {
    RpcListener listener = listen(rules(certificate(server), serverRules.split(" ")));
    RpcPool pool = pool(rules(certificate(client), clientRules.split(" ")));
    RpcResult result = echo(pool, listener);
    if (works.equals("yes")) {
      assertThat(result).isInstanceOf(RpcResult.Answer.class);
    } else {
      assertThat(result).isInstanceOfAny(RpcResult.NotSent.class, RpcResult.Lost.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "server, hostname, hostname incoming, server",
    "rsa, hostname, hostname incoming, server",
    "wildcard, hostname, hostname incoming, server",
    "client, hostname, hostname incoming, refused",
    "other, hostname, hostname incoming, refused",
    "stranger, hostname, hostname incoming, refused",
    "nobody, hostname, hostname incoming, refused",
    "server, hostname, hostname, server",
    "client, hostname, hostname, refused",
    "nobody, hostname, hostname, refused",
    "nobody, none, hostname, refused",
    "client, outgoing, incoming, let in",
    "nobody, none, none, let in",
  })
  void raftIsForServers(String who, String rules, String serverRules, String outcome)
      throws Exception {
    RpcListener listener = listen(rules(certificate("server"), serverRules.split(" ")));
    RpcPool pool = pool(rules(certificate(who), rules.split(" ")));
    assertThat(greeted(() -> pool.openRaft(Calls.to(listener)))).isEqualTo(answer(outcome));
  }

  @ParameterizedTest
  @CsvSource({
    "client, hostname, incoming hostname, let in",
    "server, outgoing, incoming hostname, server",
    "nobody, none, none, let in",
    "nobody, none, incoming, refused",
    "nobody, outgoing, incoming, refused",
    "client, none, incoming, refused",
    "stranger, outgoing, incoming, refused",
  })
  void snapshotsMayBeBroughtByWhoeverMayCall(
      String who, String rules, String serverRules, String outcome) throws Exception {
    RpcListener listener = listen(rules(certificate("server"), serverRules.split(" ")));
    RpcPool pool = pool(rules(certificate(who), rules.split(" ")));
    assertThat(greeted(() -> pool.openSnapshot(Calls.to(listener)))).isEqualTo(answer(outcome));
  }

  @ParameterizedTest
  @CsvSource({"server, 8", "client, 7", "stranger, -1"})
  void tlsMayComeFirstForSnapshotsToo(String who, int expected) throws Exception {
    RpcListener listener = listen(rules(certificate("server"), "incoming", "hostname"));
    assertThat(nativeTls(listener, who, "consul/rpc-snapshot")).isEqualTo(expected);
  }

  /** What an acceptor answers to a seven. */
  private static int answer(String outcome) {
    return switch (outcome) {
      case "server" -> 8;
      case "let in" -> 7;
      default -> -1;
    };
  }

  private interface Opening {
    RpcStream open() throws IOException;
  }

  private static int greeted(Opening opening) {
    try (RpcStream stream = opening.open()) {
      stream.readTimeout(Duration.ofSeconds(60));
      stream.out().write(7);
      return stream.in().read();
    } catch (IOException _) {
      return -1;
    }
  }

  @Test
  void certificatesAreReplacedWithoutARestart() throws Exception {
    AtomicReference<RpcTls> current =
        new AtomicReference<>(tls(rules(theirs.issue(SERVER), "incoming")));
    RpcListener listener = listen(current::get, RpcBounds.DEFAULT);
    RpcPool pool = pool(rules(certificate("client"), "hostname"));
    assertThat(echo(pool, listener)).isInstanceOf(RpcResult.NotSent.class);
    current.set(tls(rules(certificate("server"), "incoming")));
    assertThat(echo(pool, listener)).isInstanceOf(RpcResult.Answer.class);
  }

  @ParameterizedTest
  @CsvSource({"server, 8", "client, -1"})
  void tlsMayComeFirstAndSayWhatItIsFor(String who, int expected) throws Exception {
    RpcListener listener = listen(rules(certificate("server"), "incoming", "hostname"));
    assertThat(nativeTls(listener, who, "consul/raft")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "consul/rpc-gossip", ""})
  void tlsForWhatIsNotServedIsRefused(String protocol) throws Exception {
    RpcListener listener = listen(rules(certificate("server"), "incoming"));
    assertThat(nativeTls(listener, "server", protocol)).isNegative();
  }

  private int nativeTls(RpcListener listener, String who, String protocol) throws Exception {
    try (Socket raw =
        new Socket(listener.address().getAddress(), listener.address().getPort())) {
      raw.setSoTimeout(60_000);
      SSLSocket socket = tls(rules(certificate(who), "outgoing")).call(raw, "localhost", "dc1");
      SSLParameters parameters = socket.getSSLParameters();
      if (!protocol.isEmpty()) {
        parameters.setApplicationProtocols(new String[] {protocol});
      }
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(7);
      return socket.getInputStream().read();
    } catch (IOException _) {
      return -1;
    }
  }

  @Test
  void tlsWithinTlsIsRefused() throws Exception {
    RpcListener listener = listen(rules(certificate("server"), "incoming"));
    try (Socket raw =
        new Socket(listener.address().getAddress(), listener.address().getPort())) {
      raw.setSoTimeout(60_000);
      raw.getOutputStream().write(3);
      SSLSocket socket =
          tls(rules(certificate("client"), "outgoing")).call(raw, "localhost", "dc1");
      socket.getOutputStream().write(3);
      assertThat(ends(socket)).isTrue();
    }
  }

  @Test
  void whoStopsWithinTheHandshakeIsLeft() throws Exception {
    RpcTls tls = tls(rules(certificate("server"), "incoming"));
    RpcListener listener = listen(() -> tls, RpcBounds.DEFAULT.with(10, Duration.ofMillis(200)));
    try (Socket raw =
        new Socket(listener.address().getAddress(), listener.address().getPort())) {
      raw.setSoTimeout(60_000);
      raw.getOutputStream().write(new byte[] {3, 0x16, 3, 1, 2, 0});
      assertThat(ends(raw)).isTrue();
    }
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outgoing | VerifyOutgoing set but no CA certificates were provided",
        "incoming | VerifyIncoming set but no CA certificates were provided",
        "hostname | VerifyOutgoing set but no CA certificates were provided",
        "TLS_RSA_OF_MINE | TLS: unsupported cipher \"TLS_RSA_OF_MINE\"",
      })
  void settingsThatCannotBeAreRefused(String rule, String message) {
    assertThatThrownBy(() -> tls(rules(TlsConfig.NONE, rule)))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
