package io.proconsul.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.rpc.link.MessageReader;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.core.run.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcTransportTest {
  private static final byte[] NIL = {(byte) 0xc0};

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TestingTimer timer = add(new TestingTimer());
  private final BlockingQueue<RpcCall> held = new LinkedBlockingQueue<>();

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

  private void handle(RpcCall call) {
    switch (call.method()) {
      case "Test.Echo" -> call.reply(call.args());
      case "Test.Fail" -> call.fail("No cluster leader");
      case "Test.Hold" -> held.add(call);
      default -> throw new IllegalStateException(call.method());
    }
  }

  private RpcListener listen(RpcBounds bounds, @Nullable StreamAcceptor raft) throws IOException {
    return add(RpcListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new RpcServices(this::handle, raft, null),
        RpcTls::none,
        bounds,
        timer));
  }

  private RpcPool pool() {
    return add(new RpcPool(RpcTls::none, RpcBounds.DEFAULT, timer, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200, 40_000, 262_144, 5_000_000})
  void callsAreAnswered(int size) throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    byte[] args = Calls.bytes(size);
    for (int i = 0; i < 3; i++) {
      assertThat(Calls.call(pool, Calls.to(listener), "Test.Echo", args))
          .isInstanceOfSatisfying(
              RpcResult.Answer.class, answer -> assertThat(answer.body()).isEqualTo(args));
    }
    assertThat(listener.buffered()).isLessThan(10_000);
  }

  @Test
  void errorsOfTheServerAreTold() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Fail", NIL))
        .isEqualTo(new RpcResult.Refused("No cluster leader"));
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Nonsense", NIL))
        .isEqualTo(new RpcResult.Refused("internal error"));
  }

  @Test
  void manyCallsAtOnceAreAnsweredInAnyOrder() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    List<CompletableFuture<RpcResult>> results = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      results.add(Calls.begin(pool, Calls.to(listener), "Test.Hold", Calls.bytes(i), Calls.LONG));
    }
    List<RpcCall> calls = new ArrayList<>();
    while (calls.size() < results.size()) {
      calls.add(take());
    }
    for (RpcCall call : calls.reversed()) {
      call.reply(call.args());
    }
    for (int i = 0; i < results.size(); i++) {
      byte[] expected = Calls.bytes(i);
      assertThat(Calls.get(results.get(i)))
          .isInstanceOfSatisfying(
              RpcResult.Answer.class, answer -> assertThat(answer.body()).isEqualTo(expected));
    }
  }

  private RpcCall take() throws InterruptedException {
    RpcCall call = held.poll(60, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return java.util.Objects.requireNonNull(call);
  }

  @Test
  void aServerThatIsNotThereIsNamedInGosWords() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Destination nowhere = new Destination("127.0.0.1", port, "n", "dc1", false);
    assertThat(Calls.call(pool(), nowhere, "Test.Echo", NIL))
        .isEqualTo(new RpcResult.NotSent("rpc error getting client: failed to get conn: dial tcp"
            + " <nil>->127.0.0.1:" + port + ": connect: connection refused"));
  }

  @Test
  void callsThatAreLostSaySo() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    CompletableFuture<RpcResult> result =
        Calls.begin(pool, Calls.to(listener), "Test.Hold", NIL, Calls.LONG);
    take();
    listener.close();
    assertThat(Calls.get(result)).isEqualTo(new RpcResult.Lost("EOF"));
  }

  @Test
  void aServerThatComesBackIsCalledAgain() throws Exception {
    RpcListener first = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    Destination server = Calls.to(first);
    assertThat(Calls.call(pool, server, "Test.Echo", NIL)).isInstanceOf(RpcResult.Answer.class);
    CompletableFuture<RpcResult> last = Calls.begin(pool, server, "Test.Hold", NIL, Calls.LONG);
    take();
    first.close();
    Calls.get(last);
    add(RpcListener.start(
        first.address(), RpcServices.of(this::handle), RpcTls::none, RpcBounds.DEFAULT, timer));
    assertThat(Calls.call(pool, server, "Test.Echo", NIL)).isInstanceOf(RpcResult.Answer.class);
  }

  @Test
  void aCallThatIsNotAnsweredInTimeEndsOnBothSides() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    // The time is for the call alone, not for the connection, and enough to send it.
    Calls.call(pool, Calls.to(listener), "Test.Echo", NIL);
    CompletableFuture<RpcResult> result =
        Calls.begin(pool, Calls.to(listener), "Test.Hold", NIL, Duration.ofSeconds(2));
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    take().onGone(() -> gone.complete(true));
    assertThat(Calls.get(result)).isEqualTo(new RpcResult.TimedOut("i/o deadline reached"));
    assertThat(Calls.get(gone)).isTrue();
  }

  @Test
  void whoGivesUpACallHearsNoMoreOfItAndTheServerDoes() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    List<RpcResult> results = new ArrayList<>();
    Cancellation cancellation =
        pool.call(Calls.to(listener), "Test.Hold", NIL, Calls.LONG, results::add);
    RpcCall call = take();
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    call.onGone(() -> gone.complete(true));
    cancellation.cancel();
    assertThat(Calls.get(gone)).isTrue();
    call.reply(NIL);
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Echo", NIL))
        .isInstanceOf(RpcResult.Answer.class);
    assertThat(results).isEmpty();
  }

  @Test
  void raftHasItsOwnConnections() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, (stream, peer) -> {
      try {
        byte[] read = stream.in().readNBytes(4);
        stream.out().write(read);
        stream.out().write(peer.server() ? 1 : 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
    try (RpcStream stream = pool().openRaft(Calls.to(listener))) {
      stream.out().write("raft".getBytes(StandardCharsets.UTF_8));
      assertThat(stream.in().readNBytes(6)).isEqualTo(new byte[] {'r', 'a', 'f', 't', 0});
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8, 9, 10, 0x16, 0x47, 255})
  void whatIsNotServedIsRefused(int first) throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    try (Socket socket = connect(listener)) {
      socket.getOutputStream().write(first);
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  private Socket connect(RpcListener listener) throws IOException {
    Socket socket =
        new Socket(listener.address().getAddress(), listener.address().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  @Test
  void whoSaysNothingIsLeft() throws Exception {
    RpcBounds hasty = RpcBounds.DEFAULT.with(10, Duration.ofMillis(100));
    RpcListener listener = listen(hasty, null);
    try (Socket socket = connect(listener)) {
      assertThat(ends(socket.getInputStream())).isTrue();
    }
  }

  /** An end by reset is one, too. */
  private static boolean ends(InputStream in) {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void oneAddressHasSoManyConnectionsAndNoMore() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT.with(2, Duration.ZERO), null);
    try (Socket one = connect(listener);
        Socket two = connect(listener);
        Socket three = connect(listener)) {
      assertThat(ends(three.getInputStream())).isTrue();
      two.getOutputStream().write(2);
      assertThat(ends(two.getInputStream())).isTrue();
      assertThat(one.isConnected()).isTrue();
      assertThat(Calls.call(pool(), Calls.to(listener), "Test.Echo", NIL))
          .isInstanceOf(RpcResult.Answer.class);
    }
  }

  @Test
  void callsMayComeOnABareConnection() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    try (Socket socket = connect(listener)) {
      byte[] header = new PendingCall(7, "Test.Echo", NIL, _ -> {}).header;
      socket.getOutputStream().write(0);
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(header);
        socket.getOutputStream().write(Calls.bytes(3));
        MessageReader reader = new MessageReader(new UnlimitedMemory(), 1_000);
        MessageReader.Message answer = null;
        while (answer == null) {
          int b = socket.getInputStream().read();
          assertThat(b).isNotNegative();
          reader.add(new byte[] {(byte) b}, 0, 1);
          answer = reader.next();
        }
        assertThat(answer.seq()).isEqualTo(7);
        assertThat(answer.text("ServiceMethod")).isEqualTo("Test.Echo");
        assertThat(answer.body()).isEqualTo(Calls.bytes(3));
      }
    }
  }

  @Test
  void clientsOverTheirRateAreTold() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    pool.limit(new CallRate(1e-9, 2));
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Echo", NIL))
        .isInstanceOf(RpcResult.Answer.class);
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Echo", NIL))
        .isInstanceOf(RpcResult.Answer.class);
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Echo", NIL))
        .isEqualTo(new RpcResult.Throttled("RPC rate limit exceeded"));
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    RpcListener listener = listen(RpcBounds.DEFAULT, null);
    RpcPool pool = pool();
    CompletableFuture<RpcResult> result =
        Calls.begin(pool, Calls.to(listener), "Test.Hold", Calls.bytes(1_000), Calls.LONG);
    take();
    pool.close();
    assertThat(Calls.get(result)).isEqualTo(new RpcResult.Lost("EOF"));
    assertThat(Calls.call(pool, Calls.to(listener), "Test.Echo", NIL))
        .isInstanceOf(RpcResult.NotSent.class);
    listener.close();
    assertThat(listener.buffered()).isZero();
  }
}
