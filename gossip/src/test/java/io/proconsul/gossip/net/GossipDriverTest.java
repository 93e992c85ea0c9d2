package io.proconsul.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.wire.Cidr;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class GossipDriverTest {
  private static final byte[] A = "aaaaaaaaaaaaaaaa".getBytes(StandardCharsets.UTF_8);
  private static final byte[] B = "bbbbbbbbbbbbbbbb".getBytes(StandardCharsets.UTF_8);

  @Test
  void membersJoinTalkAndSeeEachOtherGo() throws IOException {
    try (TestingMember a = TestingMember.start("a");
        TestingMember b = TestingMember.start("b");
        TestingMember c = TestingMember.start("c")) {
      assertThat(b.driver.join(a.address()).join()).isEmpty();
      assertThat(c.driver.join(b.address()).join()).isEmpty();
      for (TestingMember each : List.of(a, b, c)) {
        await().until(() -> each.members().equals(List.of("a", "b", "c")));
      }
      assertThat(a.driver.tell(b.address(), new byte[] {'u'})).isTrue();
      assertThat(a.driver.sendReliably(c.address(), new byte[] {'t'})).isEmpty();
      await().until(() -> b.lines.contains("MSG u") && c.lines.contains("MSG t"));
      b.delegate.metadata = "v=2";
      assertThat(b.driver.refresh().join()).isEmpty();
      await().until(() -> a.lines.contains("UPDATE b meta=v=2"));
      await().until(() -> a.lines.contains("PING b ack-b"));
      assertThat(b.driver.leave().join()).isEmpty();
      await().until(() -> a.lines.contains("LEAVE b LEFT"));
      c.driver.close();
      await().until(() -> a.lines.contains("LEAVE c DEAD"));
    }
  }

  @Test
  void keysChangeWhileMembersTalk() throws IOException {
    Security first = new Security("eu", Keyring.of(A), true, true);
    try (TestingMember a = TestingMember.start("a", first, net -> net);
        TestingMember b = TestingMember.start("b", first, net -> net)) {
      assertThat(b.driver.join(a.address()).join()).isEmpty();
      a.driver.use(Keyring.of(A, B));
      b.driver.use(Keyring.of(B, A));
      a.driver.use(Keyring.of(B));
      b.driver.use(Keyring.of(B));
      assertThat(a.driver.sendReliably(b.address(), new byte[] {'t'})).isEmpty();
      a.driver.tell(b.address(), new byte[] {'u'});
      await().until(() -> b.lines.containsAll(List.of("MSG u", "MSG t")));
    }
  }

  @Test
  void joiningFailsInGosWords() throws IOException {
    try (TestingMember plain = TestingMember.start("a");
        TestingMember secret =
            TestingMember.start("b", Security.encrypted(Keyring.of(A)), net -> net)) {
      NodeAddress closed = new NodeAddress(IpAddress.parse("127.0.0.1"), 1);
      assertThat(plain.driver.join(closed).join())
          .contains(
              "Failed to join 127.0.0.1:1: dial tcp 127.0.0.1:1: connect: connection refused");
      assertThat(plain.driver.join(secret.address()).join())
          .contains("Failed to join " + secret.address()
              + ": Remote state is encrypted and encryption is not configured");
      assertThat(secret.driver.join(plain.address()).join())
          .contains("Failed to join " + plain.address()
              + ": Encryption is configured but remote state is not encrypted");
    }
  }

  @Test
  void rubbishIsCountedAndMembersGoOn() throws IOException {
    try (TestingMember a = TestingMember.start("a");
        TestingMember b = TestingMember.start("b");
        DatagramSocket udp = new DatagramSocket()) {
      Random random = new Random(7);
      for (int i = 0; i < 300; i++) {
        byte[] bytes = new byte[random.nextInt(1, 200)];
        random.nextBytes(bytes);
        bytes[0] = 77;
        udp.send(new DatagramPacket(bytes, bytes.length, Addresses.socket(a.address())));
      }
      try (Socket tcp = a.connect()) {
        tcp.getOutputStream().write(new byte[] {77, 1, 2});
        assertThat(tcp.getInputStream().readAllBytes()).isNotEmpty(); // the error, in its form
      }
      await().until(() -> a.driver.traffic().counts().packetsBad() > 100);
      assertThat(b.driver.join(a.address()).join()).isEmpty();
      await().until(() -> a.members().equals(List.of("a", "b")));
    }
  }

  @Test
  void aSilentStreamIsClosedAtItsDeadline() throws IOException {
    try (TestingMember a = TestingMember.start(
            "a", Security.NONE, net -> net.timingOutAfter(Duration.ofMillis(200)));
        Socket tcp = a.connect()) {
      tcp.getOutputStream().write(6);
      assertThat(tcp.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void streamsOfStrangersTogetherDoNotFillTheHeap(Security security, byte[] beginning)
      throws IOException {
    try (TestingMember a =
            TestingMember.start("a", security, net -> net.holdingAtMost(1024 * 1024));
        TestingMember b = TestingMember.start("b", security, net -> net)) {
      List<Socket> strangers = new ArrayList<>();
      try {
        for (int i = 0; i < 20; i++) {
          Socket stranger = a.connect();
          strangers.add(stranger);
          stranger.getOutputStream().write(Arrays.copyOf(beginning, 200_000));
        }
        // none of them has said all; the last ones are told to go all the same
        await().until(() -> a.driver.traffic().counts().streamsOverBudget() >= 12);
        assertThat(a.driver.traffic().counts().streamsBad()).isZero();
      } finally {
        for (Socket stranger : strangers) {
          stranger.close();
        }
      }
      await().until(() -> b.driver.join(a.address()).join().isEmpty());
    }
  }

  static List<Arguments> beginnings() {
    return List.of(
        // a user message of a megabyte: {"UserMsgLen": 1048576}
        Arguments.of(Security.NONE, new byte[] {
          8,
          (byte) 0x81,
          (byte) 0xaa,
          'U',
          's',
          'e',
          'r',
          'M',
          's',
          'g',
          'L',
          'e',
          'n',
          (byte) 0xce,
          0,
          0x10,
          0,
          0
        }),
        // something encrypted of as many bytes, of which nobody can tell yet whether it fits
        Arguments.of(Security.encrypted(Keyring.of(A)), new byte[] {10, 0, 0x10, 0, 0}));
  }

  @Test
  void streamsShareTheirMemoryAndGiveItBack() {
    StreamBudget budget = new StreamBudget(1024 * 1024);
    StreamBudget.Share first = budget.open();
    StreamBudget.Share second = budget.open();
    first.take(1_000_000);
    assertThatThrownBy(() -> second.take(100_000)).isInstanceOf(DecodeException.class);
    assertThat(second.exhausted()).isTrue();
    assertThat(first.exhausted()).isFalse();
    first.give(900_000);
    first.take(900_000);
    assertThat(budget.used()).isBetween(1_000_000L, 1024L * 1024);
    first.close();
    second.take(1_000_000);
    second.close();
    assertThat(budget.used()).isZero();
    assertThat(StreamBudget.ofHeap(64 << 20)).isEqualTo(16 << 20);
    assertThat(StreamBudget.ofHeap(512 << 20)).isEqualTo(32 << 20);
    assertThat(StreamBudget.ofHeap(Long.MAX_VALUE)).isEqualTo(64 << 20);
  }

  @Test
  void whoIsNotAllowedIsNotHeard() throws IOException {
    try (TestingMember a = TestingMember.start(
            "a",
            Security.NONE,
            net -> net.allowing(Cidr.anyOf(List.of(Cidr.parse("10.0.0.0/8")))));
        TestingMember b = TestingMember.start("b")) {
      assertThat(b.driver.join(a.address()).join()).isPresent();
      b.driver.tell(a.address(), new byte[] {'u'});
      await().until(() -> a.driver.traffic().counts().packetsDropped() == 1);
      assertThat(a.lines).doesNotContain("MSG u");
      assertThat(a.driver.traffic().counts().streamsRefused()).isEqualTo(1);
    }
  }

  @Test
  void closingFreesThePortAndKeepsNobodyWaiting() throws IOException {
    TestingMember a = TestingMember.start("a");
    NodeAddress address = a.address();
    assertThatThrownBy(() -> GossipDriver.bind(NetSettings.of("test", address, Security.NONE)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Could not set up network transport: ");
    a.close();
    a.close();
    assertThat(a.driver.join(address).join()).contains("memberlist is shut down");
    CompletableFuture<List<String>> question = a.driver.read(List::of);
    assertThat(question).isCompletedExceptionally();
    GossipDriver.bind(NetSettings.of("test", address, Security.NONE)).close();
  }

  @Test
  void strangersAreReportedOnce() {
    Strangers strangers = new Strangers(LoggerFactory.getLogger("test"));
    IpAddress first = IpAddress.parse("10.0.0.1");
    assertThat(strangers.isNew(first)).isTrue();
    assertThat(strangers.isNew(first)).isFalse();
    for (int i = 0; i < Strangers.MAX; i++) {
      strangers.isNew(IpAddress.parse("10.1." + i / 256 + "." + i % 256));
    }
    assertThat(strangers.isNew(first)).isTrue();
  }

  @Test
  void aFullInboxDropsPackets() {
    Inbox inbox = new Inbox();
    NodeAddress from = TestingMember.LOOPBACK;
    Inbox.Packet large = new Inbox.Packet(new byte[60_000], from);
    int taken = 0;
    while (inbox.offer(large)) {
      taken++;
    }
    assertThat((long) taken * 60_000).isLessThanOrEqualTo(Inbox.MAX_BYTES);
    assertThat(inbox.offer(new Inbox.Call(() -> {}))).isTrue();
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
