package io.proconsul.gossip.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.QueryParams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class GossipPoolTest {
  private final RecordingListener listener = new RecordingListener();

  private static PoolSettings settings(String name) {
    return PoolSettings.of(name, PoolSettings.Addresses.bind("127.0.0.1", 0));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void failedJoinsSayWhyInConsulsWords() throws IOException {
    int port = closedPort();
    try (GossipPool pool = GossipPool.start(settings("a"), listener)) {
      JoinResult result = pool.join(List.of("127.0.0.1:" + port, ""), false);
      assertThat(result.joined()).isZero();
      assertThat(result.failures())
          .extracting(JoinResult.Failure::reason)
          .containsExactly(
              "Failed to join 127.0.0.1:" + port + ": dial tcp 127.0.0.1:" + port
                  + ": connect: connection refused",
              "Failed to resolve : lookup : no such host");
      assertThat(result.failureText())
          .isEqualTo("2 errors occurred:\n\t* Failed to join 127.0.0.1:" + port
              + ": dial tcp 127.0.0.1:" + port + ": connect: connection refused\n"
              + "\t* Failed to resolve : lookup : no such host\n\n");
    }
  }

  @Test
  void aPoolOfOneWorks() throws IOException {
    try (GossipPool pool =
        GossipPool.start(settings("a").withTags(Map.of("role", "node")), listener)) {
      assertThat(pool.members()).extracting(Member::name).containsExactly("a");
      assertThat(pool.localMember().tags()).isEqualTo(Map.of("role", "node"));
      assertThat(pool.localMember().address()).isEqualTo(pool.localAddress());
      pool.userEvent("e", new byte[0], false);
      pool.query("q", new byte[0], QueryParams.DEFAULT, (node, _) -> listener.told.add(node));
      await()
          .until(() -> listener.told.containsAll(List.of("JOIN a", "event e ", "query q ", "a")));
      pool.setTags(Map.of("role", "other"));
      assertThat(pool.localMember().tags()).isEqualTo(Map.of("role", "other"));
      assertThat(pool.listKeys(0).messages())
          .isEqualTo(Map.of("a", "Keyring is empty (encryption not enabled)"));
      assertThat(pool.listKeys(0).failure()).contains("1/1 nodes reported failure");
      assertThat(pool.coordinate("b")).isEmpty();
      pool.leave();
      assertThat(pool.left()).isTrue();
      assertThatThrownBy(() -> pool.join(List.of("127.0.0.1"), false))
          .isInstanceOf(GossipException.class)
          .hasMessage("Serf can't Join after Leave or Shutdown");
    }
  }

  @Test
  void whoMakesAMistakeWhenAskedLetsNobodyIn() throws IOException {
    RecordingListener confused = new RecordingListener() {
      @Override
      public Optional<String> refuse(List<Member> members) {
        throw new IllegalStateException("confused");
      }
    };
    try (GossipPool pool = GossipPool.start(settings("a"), confused);
        GossipPool other = GossipPool.start(settings("b"), listener)) {
      assertThat(pool.members()).hasSize(1);
      JoinResult result = pool.join(List.of(other.localAddress().toString()), false);
      assertThat(result.joined()).isZero();
      assertThat(pool.members()).hasSize(1);
    }
  }

  @Test
  void afterClosingNobodyWaits() throws IOException {
    GossipPool pool = GossipPool.start(settings("a"), listener);
    pool.close();
    pool.close();
    assertThatThrownBy(() -> pool.userEvent("e", new byte[0], false))
        .isInstanceOf(GossipException.class)
        .hasMessage("memberlist is shut down");
    assertThatThrownBy(pool::stats).isInstanceOf(GossipException.class);
    assertThat(pool.members()).hasSize(1);
  }

  @Test
  void wrongSettingsAreRefused() {
    PoolSettings plain = settings("a");
    Map<PoolSettings, String> wrong = Map.of(
        plain.withEncryption(new PoolSettings.Encryption(List.of("AAAA"), true, true, null)),
        "key size must be 16, 24 or 32 bytes",
        plain.withTags(Map.of("long", "x".repeat(600))),
        "Encoded length of tags exceeds limit of 512 bytes",
        plain.withAddresses(new PoolSettings.Addresses("127.0.0.1", 0, "", 0, List.of("10/8x"))),
        "invalid cidr: 10/8x",
        plain.withAddresses(PoolSettings.Addresses.bind("nowhere", 0)),
        "invalid IP address: nowhere");
    wrong.forEach((settings, text) -> assertThatThrownBy(() -> GossipPool.start(settings, listener))
        .isInstanceOf(GossipException.class)
        .hasMessage(text));
  }

  @Test
  void aTakenPortIsAnError() throws IOException {
    try (GossipPool first = GossipPool.start(settings("a"), listener)) {
      PoolSettings same = settings("b")
          .withAddresses(
              PoolSettings.Addresses.bind("127.0.0.1", first.localAddress().port()));
      assertThatThrownBy(() -> GossipPool.start(same, listener))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("address");
    }
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
