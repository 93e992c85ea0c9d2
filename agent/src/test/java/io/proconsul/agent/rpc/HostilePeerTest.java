package io.proconsul.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.rpc.link.MessageReader;
import io.proconsul.agent.tls.RpcTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are wrong, slow or silent cost little and hurt nobody else. */
class HostilePeerTest {
  private static final byte[] NIL = {(byte) 0xc0};
  private static final byte[] LARGE = Calls.bytes(200_000);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TestingTimer timer = add(new TestingTimer());
  private final BlockingQueue<RpcCall> held = new LinkedBlockingQueue<>();
  private final AtomicInteger gone = new AtomicInteger();
  private RpcListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = listen(8 << 20);
  }

  private RpcListener listen(long total) throws IOException {
    RpcBounds tight = new RpcBounds(100, Duration.ofSeconds(60), 300_000, 1_000, 1 << 20, total);
    return add(RpcListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        RpcServices.of(this::handle),
        RpcTls::none,
        tight,
        timer));
  }

  private void handle(RpcCall call) {
    switch (call.method()) {
      case "Test.Echo" -> call.reply(call.args());
      case "Test.Large" -> call.reply(LARGE);
      default -> {
        call.onGone(gone::incrementAndGet);
        held.add(call);
      }
    }
  }

  private <T extends AutoCloseable> T add(T part) {
    open.addFirst(part);
    return part;
  }

  @AfterEach
  void close() throws Exception {
    stillServes();
    listener.close();
    assertThat(listener.buffered()).isZero();
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  private void stillServes() {
    RpcPool pool = add(new RpcPool(RpcTls::none, RpcBounds.DEFAULT, timer, null));
    // connections that are gone may still be counted for a moment
    await()
        .until(() ->
            Calls.call(pool, Calls.to(listener), "Test.Echo", NIL) instanceof RpcResult.Answer);
  }

  private RawPeer peer() throws IOException {
    return add(RawPeer.connect(listener, 4));
  }

  @Test
  void garbageEndsTheConnection() throws IOException {
    for (int round = 0; round < 50; round++) {
      byte[] garbage = new byte[200];
      ThreadLocalRandom.current().nextBytes(garbage);
      garbage[0] = 1;
      try (RawPeer peer = RawPeer.connect(listener, 4)) {
        peer.send(garbage);
        assertThat(peer.ends()).isTrue();
      }
    }
  }

  @Test
  void whoViolatesTheProtocolIsToldGoodbye() throws IOException {
    RawPeer peer = peer();
    peer.send(RawPeer.frame(9, 0, 1, 0));
    assertThat(peer.read(12)).isEqualTo(RawPeer.frame(3, 0, 0, 1));
    assertThat(peer.ends()).isTrue();
  }

  @Test
  void flippedRequestsEndAStreamOrTheConnection() throws IOException {
    byte[] good = RawPeer.join(
        RawPeer.data(RawPeer.SYN, 1, RawPeer.request("Test.Echo", Calls.bytes(50))),
        RawPeer.frame(RawPeer.WINDOW, RawPeer.FIN, 1, 0));
    for (int bit = 0; bit < good.length * 8; bit += 3) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try (RawPeer peer = RawPeer.connect(listener, 4)) {
        sendFails(peer, flipped);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void truncatedRequestsCostNothingOnceTheyAreGone(int type) throws IOException {
    byte[] request = RawPeer.request("Test.Echo", Calls.bytes(50));
    byte[] good = type == 0 ? request : RawPeer.data(RawPeer.SYN, 1, request);
    for (int length = 0; length < good.length; length++) {
      try (RawPeer peer = RawPeer.connect(listener, type)) {
        peer.send(java.util.Arrays.copyOf(good, length));
      }
    }
    await().until(() -> listener.buffered() == 0);
  }

  @Test
  void requestsThatNeverEndAreBounded() throws IOException {
    RawPeer peer = peer();
    byte[] part = new byte[200_000];
    part[0] = (byte) 0x80;
    part[1] = (byte) 0xdb;
    part[2] = 0x7f;
    boolean ended = false;
    for (int stream = 1; stream < 100 && !ended; stream += 2) {
      ended = sendFails(peer, RawPeer.data(RawPeer.SYN, stream, part));
    }
    assertThat(ended || peer.ends()).isTrue();
  }

  @Test
  void connectionsOfAllTogetherAreBounded() throws IOException {
    RpcListener small = listen(2 << 20);
    List<RawPeer> silent = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      silent.add(add(RawPeer.connect(small, 4)));
    }
    assertThat(add(RawPeer.connect(small, 4)).ends()).isTrue();
    for (RawPeer peer : silent) {
      peer.close();
    }
    RpcPool pool = add(new RpcPool(RpcTls::none, RpcBounds.DEFAULT, timer, null));
    await()
        .until(
            () -> Calls.call(pool, Calls.to(small), "Test.Echo", NIL) instanceof RpcResult.Answer);
  }

  private static boolean sendFails(RawPeer peer, byte[] bytes) {
    try {
      peer.send(bytes);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void oneRequestIsBounded() throws IOException {
    RawPeer peer = peer();
    byte[] head = new byte[1_000];
    head[0] = (byte) 0x80;
    head[1] = (byte) 0xdb;
    head[2] = 1;
    peer.send(RawPeer.data(RawPeer.SYN, 1, head));
    assertThat(peer.endsWhileSending(RawPeer.data(0, 1, new byte[100_000]), 10)).isTrue();
  }

  @Test
  void whoDoesNotTakeItsAnswersIsLeft() throws IOException {
    RawPeer peer = peer();
    byte[] request = RawPeer.request("Test.Large", NIL);
    boolean ended = false;
    for (int stream = 1; stream < 400 && !ended; stream += 2) {
      ended = sendFails(peer, RawPeer.data(RawPeer.SYN, stream, request));
    }
    assertThat(ended || peer.ends()).isTrue();
  }

  @Test
  void callsThatArePiledUpWithinAStreamAreAnsweredInTurn() throws Exception {
    RawPeer peer = peer();
    byte[] request = RawPeer.request("Test.Echo", NIL);
    byte[][] many = new byte[5_000][];
    java.util.Arrays.fill(many, request);
    peer.send(RawPeer.data(RawPeer.SYN, 1, RawPeer.join(many)));
    MessageReader reader = new MessageReader(new UnlimitedMemory(), 1 << 20);
    int answered = 0;
    while (answered < many.length) {
      ByteBuffer frame = ByteBuffer.wrap(peer.read(12));
      byte[] content = frame.get(1) == RawPeer.DATA ? peer.read(frame.getInt(8)) : new byte[0];
      reader.add(content, 0, content.length);
      while (reader.next() != null) {
        answered++;
      }
    }
    assertThat(answered).isEqualTo(many.length);
  }

  @Test
  void callsThatAreOpenedAndResetAreCountedUntilTheyAreAnswered() throws IOException {
    RawPeer peer = peer();
    byte[] request = RawPeer.request("Test.Hold", NIL);
    boolean ended = false;
    for (int stream = 1; stream < 10_000 && !ended; stream += 2) {
      ended = sendFails(
          peer,
          RawPeer.join(
              RawPeer.data(RawPeer.SYN, stream, request),
              RawPeer.frame(RawPeer.WINDOW, RawPeer.RST, stream, 0)));
    }
    assertThat(ended || peer.ends()).isTrue();
    assertThat(held.size()).isEqualTo(1_000);
    await().until(() -> gone.get() == 1_000);
    held.forEach(call -> call.reply(NIL));
  }

  @Test
  void whoVanishesIsNoticed() throws Exception {
    RawPeer peer = peer();
    peer.send(RawPeer.data(RawPeer.SYN, 1, RawPeer.request("Test.Hold", NIL)));
    assertThat(held.poll(60, TimeUnit.SECONDS)).isNotNull();
    peer.close();
    await().until(() -> gone.get() == 1);
  }

  @Test
  void aServerThatSaysNothingIsGivenUpInTime() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(Calls.get(begin(server, Duration.ofMillis(200))))
          .isInstanceOf(RpcResult.TimedOut.class);
    }
  }

  private CompletableFuture<RpcResult> begin(ServerSocket server, Duration timeout) {
    RpcPool pool = add(new RpcPool(RpcTls::none, RpcBounds.DEFAULT, timer, null));
    Destination destination =
        new Destination("127.0.0.1", server.getLocalPort(), "n", "dc1", false);
    return Calls.begin(pool, destination, "Test.Echo", NIL, timeout);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // an end without a word
        "0000000000000001000000018", // half a frame
        "ffffffffffffffffffffffff", // no yamux
        "000100080000000100000000", // a reset
        "00000000000000010000000180", // half an answer, then the end
        "000000000000000100000005deadbeef00", // no header
        "0000000000000001000000048080c0c0", // an answer to no call
        "000300000000000000000001", // a goodbye
      })
  void serversThatAreWrongLoseTheCall(String answer) throws Exception {
    String even = answer.length() % 2 == 0 ? answer : answer + "0";
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<RpcResult> result = begin(server, Calls.LONG);
      try (RawPeer peer = new RawPeer(server.accept())) {
        peer.read(1 + 12 + 12 + 30);
        peer.send(java.util.HexFormat.of().parseHex(even));
      }
      assertThat(Calls.get(result)).isInstanceOfAny(RpcResult.Lost.class, RpcResult.NotSent.class);
    }
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
