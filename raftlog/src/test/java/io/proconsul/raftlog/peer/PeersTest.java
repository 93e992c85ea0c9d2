package io.proconsul.raftlog.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.raftlog.TestingNetwork;
import io.proconsul.raftlog.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and answers over connections that fail, and strangers at the door. */
final class PeersTest {
  private static final Duration ELECTION = Duration.ofSeconds(1);
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(20);

  private final TestingNetwork network = new TestingNetwork();
  private final ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Requests.Respond> held = new ConcurrentLinkedQueue<>();
  private final List<Peers> all = new ArrayList<>();
  private final Peers a = peers("dc1", "a");
  private final Peers b = peers("dc1", "b");

  /** Repeats what it is asked; "hold" it keeps. */
  private Peers peers(String cluster, String nodeId) {
    Requests echo = (request, respond) -> {
      var text = new String(request.payload(), UTF_8);
      served.add(request.from() + ":" + text);
      switch (text) {
        case "hold" -> held.add(respond);
        case "no" -> respond.refuse("refused".getBytes(UTF_8));
        default -> respond.answer(request.payload());
      }
    };
    var result = new Peers(Identity.of(cluster, nodeId), network.dialer(nodeId), echo, ELECTION);
    network.listen(nodeId, result::accept);
    all.add(result);
    return result;
  }

  @AfterEach
  void close() {
    all.forEach(Peers::close);
  }

  private static final class Heard implements Answer {
    final CompletableFuture<String> result = new CompletableFuture<>();

    @Override
    public void received(byte[] payload) {
      result.complete(new String(payload, UTF_8));
    }

    @Override
    public void refused(byte[] payload) {
      result.complete("refused");
    }

    @Override
    public void failed(IOException cause) {
      result.complete("failed: " + cause.getMessage());
    }

    @Override
    public void timedOut() {
      result.complete("timed out");
    }

    String get() throws Exception {
      return result.get(60, TimeUnit.SECONDS);
    }
  }

  private static Heard ask(Peers from, String to, String what, long timeout) {
    var heard = new Heard();
    try {
      from.call(
          to, Channel.ENTRIES, new Peers.Call((byte) 1, what.getBytes(UTF_8), timeout), heard);
    } catch (IOException e) {
      heard.failed(e);
    }
    return heard;
  }

  private static void untilAnswered(Peers from, String to) {
    await().until(() -> ask(from, to, "x", TIMEOUT).get().equals("x"));
  }

  @Test
  void requestsArriveInOrderAndEachGetsItsAnswer() throws Exception {
    var answers = new ArrayList<Heard>();
    for (var i = 0; i < 500; i++) {
      answers.add(ask(a, "b", "r" + i, TIMEOUT));
    }
    for (var i = 0; i < 500; i++) {
      assertThat(answers.get(i).get()).isEqualTo("r" + i);
    }
    assertThat(served).startsWith("a:r0", "a:r1", "a:r2").hasSize(500);
    assertThat(ask(a, "b", "no", TIMEOUT).get()).isEqualTo("refused");
  }

  @Test
  void answerThatDoesNotComeTimesOutAndTheOthersGoOn() throws Exception {
    var slow = ask(a, "b", "hold", TimeUnit.MILLISECONDS.toNanos(50));
    assertThat(ask(a, "b", "quick", TIMEOUT).get()).isEqualTo("quick");
    assertThat(slow.get()).isEqualTo("timed out");
    held.forEach(respond -> respond.answer(new byte[0]));
    assertThat(ask(a, "b", "again", TIMEOUT).get()).isEqualTo("again");
  }

  @Test
  void brokenConnectionFailsWhatIsOpenAndIsMadeAgain() throws Exception {
    var open = ask(a, "b", "hold", TIMEOUT);
    await().until(() -> held.size() == 1);
    network.breakConnections("a");
    assertThat(open.get()).startsWith("failed");
    untilAnswered(a, "b");
  }

  @Test
  void connectionThatIsDeadWithoutAWordIsGivenUp() throws Exception {
    untilAnswered(a, "b");
    network.cut("b", "a");
    assertThat(ask(a, "b", "x", TimeUnit.MILLISECONDS.toNanos(100)).get()).isEqualTo("timed out");
    network.listen("b", b::accept);
    await().until(() -> {
      var heard = ask(a, "b", "x", TimeUnit.MILLISECONDS.toNanos(100)).get();
      return heard.startsWith("failed: no route");
    });
    network.heal();
    untilAnswered(a, "b");
  }

  @Test
  void garbledFrameEndsTheConnectionAndNothingOfItIsServed() throws Exception {
    untilAnswered(a, "b");
    served.clear();
    network.garble("a", "b");
    assertThat(ask(a, "b", "garbled", TIMEOUT).get()).startsWith("failed");
    assertThat(served).isEmpty();
    untilAnswered(a, "b");
  }

  @Test
  void peerOfAnotherClusterIsRefusedByName() throws Exception {
    var stranger = peers("dc2", "c");
    assertThat(ask(stranger, "b", "x", TIMEOUT).get())
        .isEqualTo("failed: memory:b refuses: it is of the cluster dc2, this server of dc1");
    assertThat(served).isEmpty();
  }

  @Test
  void serverThatWasTakenForAnotherRefuses() throws Exception {
    network.listen("c", b::accept);
    assertThat(ask(a, "c", "x", TIMEOUT).get())
        .isEqualTo("failed: memory:c refuses: it looks for the server c, this one is b");
  }

  @Test
  void secondServerOfTheSameNodeIdIsRefused() throws Exception {
    var twin = new Peers(Identity.of("dc1", "b"), network.dialer("b"), (_, _) -> {}, ELECTION);
    all.add(twin);
    assertThat(ask(twin, "b", "x", TIMEOUT).get())
        .isEqualTo("failed: memory:b refuses: it has the same node id as this server: b");
  }

  @Test
  void strangersAreDisconnectedAndPeersServed() throws Exception {
    for (var hello : List.of("\0\0\0\0\0\0\0\0\0", "GET / HTTP/1.1\r\n\r\n", "PCRL\7")) {
      try (var wire = network.dialer("x").dial("b")) {
        wire.output().write(hello.getBytes(UTF_8));
        assertThat(ends(wire)).isTrue();
      }
    }
    untilAnswered(a, "b");
  }

  /** A hashicorp/raft server does not answer our greeting, it hangs up. */
  @Test
  void peerThatIsNoLogIsNotBelieved() throws Exception {
    network.listen("c", wire -> {
      try {
        wire.output().write("this is no greeting".getBytes(UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
    assertThat(ask(a, "c", "x", TIMEOUT).get())
        .isEqualTo("failed: something that is not Proconsul's log protocol");
    network.listen("d", wire -> {});
    assertThatThrownBy(() -> {
          throw new IOException(
              ask(a, "d", "x", TimeUnit.MILLISECONDS.toNanos(50)).get());
        })
        .hasMessage("timed out");
  }

  @Test
  void serverWithANewAddressIsFoundThere() throws Exception {
    untilAnswered(a, "b");
    network.stop("b");
    assertThat(ask(a, "b", "x", TIMEOUT).get()).startsWith("failed");
    network.listen("b", b::accept);
    untilAnswered(a, "b");
  }

  /** After a crash of the whole machine nobody says that the old connection is gone. */
  @Test
  void connectionToAPeerThatStartedAgainIsNotWaitedFor() throws Exception {
    untilAnswered(a, "b");
    untilAnswered(b, "a");
    network.cut("a", "b");
    var lost = ask(a, "b", "x", TIMEOUT);
    var again = new Peers(Identity.of("dc1", "b"), network.dialer("b"), (_, _) -> {}, ELECTION);
    all.add(again);
    network.heal();
    network.listen("b", again::accept);
    var _ = ask(again, "a", "hold", TIMEOUT);
    assertThat(lost.get()).isIn("x", "failed: the connection to memory:b ended");
    await()
        .until(() -> ask(a, "b", "x", TimeUnit.MILLISECONDS.toNanos(50)).get().equals("timed out"));
  }

  @Test
  void requestsBeyondTheBoundAreRefusedAtOnce() throws Exception {
    var answers = new ArrayList<Heard>();
    for (var i = 0; i < 1025; i++) {
      answers.add(ask(a, "b", "hold", TIMEOUT));
    }
    assertThat(answers.getLast().get())
        .isEqualTo("failed: b leaves 1024 requests without an answer");
  }

  @Test
  void closeAnswersWhatIsOpen() throws Exception {
    var open = ask(a, "b", "hold", TIMEOUT);
    await().until(() -> held.size() == 1);
    a.close();
    assertThat(open.get()).startsWith("failed");
    assertThat(ask(a, "b", "x", TIMEOUT).get()).isEqualTo("failed: the log is closed");
  }

  private static boolean ends(Wire wire) throws IOException {
    try (var in = new DataInputStream(wire.input())) {
      return in.read() < 0;
    }
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
