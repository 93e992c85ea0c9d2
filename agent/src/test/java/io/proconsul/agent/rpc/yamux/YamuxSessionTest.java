package io.proconsul.agent.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamuxSessionTest {
  private static final String OPEN_1 = "00 01 0001 00000001 00000000";
  private static final HexFormat HEX = HexFormat.of();

  private final Side client = new Side(true, YamuxBounds.DEFAULT);
  private final Side server = new Side(false, YamuxBounds.DEFAULT);

  private static byte[] hex(String text) {
    return HEX.parseHex(text.replace(" ", ""));
  }

  private static String text(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  private static String expected(String text) {
    return text.replace(" ", "");
  }

  @Test
  void opensWritesAndEndsInTheFramesOfTheSpecification() throws YamuxException {
    Side.Heard stream = client.open();
    client.session.write(stream.stream(), new byte[] {1, 2});
    client.session.write(stream.stream(), new byte[] {3});
    assertThat(text(client.drain()))
        .isEqualTo(expected(OPEN_1 + "00 00 0000 00000001 00000003 010203"));
    client.receive(hex("00 01 0002 00000001 00000000"));
    client.session.finish(stream.stream());
    assertThat(text(client.drain())).isEqualTo(expected("00 01 0004 00000001 00000000"));
    client.receive(hex("00 00 0000 00000001 00000001 09 00 01 0004 00000001 00000000"));
    assertThat(stream.data.toByteArray()).containsExactly(9);
    assertThat(stream.finished).isTrue();
    assertThat(client.session.streams()).isEmpty();
  }

  @Test
  void acceptsWithAnAcknowledgementOrRefusesWithAReset() throws YamuxException {
    server.receive(hex(OPEN_1));
    assertThat(text(server.drain())).isEqualTo(expected("00 01 0002 00000001 00000000"));
    server.accepts = false;
    server.receive(hex("00 00 0001 00000003 00000002 0a0b"));
    assertThat(text(server.drain())).isEqualTo(expected("00 01 0008 00000003 00000000"));
    assertThat(server.opened).hasSize(1);
  }

  @Test
  void headersMayComeByteByByte() throws YamuxException {
    for (byte one : hex("00 00 0005 00000001 00000002 0a0b")) {
      server.receive(one);
    }
    Side.Heard stream = server.opened.getFirst();
    assertThat(stream.data.toByteArray()).containsExactly(10, 11);
    assertThat(stream.finished).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "00 02 0001 00000000 00000007, 00 02 0002 00000000 00000007",
    "00 02 0002 00000000 00000007, ''",
    "00 01 0000 00000009 00000001, ''",
    "00 01 0008 00000009 00000000, ''",
    "00 01 0004 00000009 00000000, ''",
    "00 00 0000 00000009 00000002 0102, ''",
    "00 00 0000 00000009 00000000, ''",
    "00 03 0000 00000000 00000000, ''",
  })
  void answersPingsAndPassesOverWhatIsForNobody(String frame, String answer) throws YamuxException {
    server.receive(hex(frame));
    assertThat(text(server.drain())).isEqualTo(expected(answer));
  }

  @ParameterizedTest
  @CsvSource({
    "01 00 0000 00000001 00000000, invalid protocol version",
    "00 04 0000 00000001 00000000, invalid msg type",
    "00 00 0001 00000000 00000000, a stream without a number",
    "00 01 0001 00000002 00000000, a stream with a number of the wrong side",
    "00 01 0001 00000001 00000000 00 01 0001 00000001 00000000, duplicate stream initiated",
    "00 00 0001 00000001 00040001, recv window exceeded",
    "00 00 0001 00000001 ffffffff, recv window exceeded",
    "00 00 0000 00000001 00040001, recv window exceeded",
    "00 01 0005 00000001 00000000 00 01 0004 00000001 00000000, unexpected flag",
    "00 01 0005 00000001 00000000 00 00 0000 00000001 00000001, data behind the end of a stream",
    "00 03 0000 00000000 00000001, yamux protocol error",
    "00 03 0000 00000000 00000002, remote yamux internal error",
    "00 03 0000 00000000 00000003, unexpected go away code",
  })
  void whoViolatesTheProtocolIsLeft(String frames, String problem) {
    assertThatThrownBy(() -> server.receive(hex(frames)))
        .isInstanceOf(YamuxException.class)
        .hasMessage(problem);
  }

  @Test
  void windowsBoundWhatIsSent() throws YamuxException {
    Side.Heard stream = client.open();
    client.session.write(stream.stream(), new byte[Frame.WINDOW + 10]);
    client.drain();
    assertThat(stream.stream().sent()).isEqualTo(Frame.WINDOW);
    assertThat(client.session.queued()).isEqualTo(10);
    client.receive(hex("00 01 0002 00000001 00000004"));
    client.drain();
    assertThat(client.session.queued()).isEqualTo(6);
    client.receive(hex("00 01 0000 00000001 ffffffff 00 01 0000 00000001 ffffffff"));
    client.drain();
    assertThat(client.session.queued()).isZero();
  }

  @Test
  void roomIsToldOfWhenItIsWorthAFrame() throws YamuxException {
    server.consumes = false;
    server.receive(hex(OPEN_1));
    YamuxStream stream = server.opened.getFirst().stream();
    server.receive(hex("00 00 0000 00000001 00000002 0102"));
    server.drain();
    server.session.consumed(stream, Frame.WINDOW / 2 - 1);
    assertThat(server.session.hasOutput()).isFalse();
    server.session.consumed(stream, 1);
    assertThat(text(server.drain())).isEqualTo(expected("00 01 0000 00000001 00020000"));
  }

  @Test
  void streamsTakeTurns() {
    Side.Heard large = client.open();
    Side.Heard small = client.open();
    client.session.write(large.stream(), new byte[200_000]);
    client.session.write(small.stream(), new byte[] {5});
    byte[] buffer = new byte[64 * 1024];
    client.session.drain(buffer);
    assertThat(small.stream().queued()).isZero();
    assertThat(large.stream().queued()).isPositive();
  }

  @Test
  void theEndOfAStreamWaitsForItsData() {
    Side.Heard stream = client.open();
    client.session.write(stream.stream(), new byte[] {5});
    client.session.finish(stream.stream());
    assertThat(text(client.drain()))
        .isEqualTo(
            expected(OPEN_1 + "00 00 0000 00000001 00000001 05 00 01 0004 00000001 00000000"));
  }

  @Test
  void aStreamThatHasEndedGoesThoughRoomWasToBeTold() throws YamuxException {
    Side.Heard stream = client.open();
    client.session.finish(stream.stream());
    client.drain();
    client.receive(hex("00 00 0002 00000001 00020000"));
    client.receive(new byte[0x20000]);
    client.receive(hex("00 01 0004 00000001 00000000"));
    client.drain();
    assertThat(client.session.streams()).isEmpty();
  }

  @Test
  void aResetEndsBothWaysAtOnce() throws YamuxException {
    Side.Heard stream = client.open();
    client.session.write(stream.stream(), new byte[100]);
    client.receive(hex("00 01 0008 00000001 00000000"));
    assertThat(stream.lost).isEqualTo("connection reset");
    assertThat(client.session.queued()).isZero();
    assertThat(client.session.streams()).isEmpty();
    client.session.write(stream.stream(), new byte[100]);
    assertThat(client.session.queued()).isZero();
  }

  @Test
  void ourResetIsToldAndWhatComesLateIsPassedOver() throws YamuxException {
    Side.Heard stream = client.open();
    client.drain();
    client.session.reset(stream.stream());
    assertThat(text(client.drain())).isEqualTo(expected("00 01 0008 00000001 00000000"));
    client.receive(hex("00 00 0002 00000001 00000002 0102 00 01 0004 00000001 00000000"));
    assertThat(stream.data.size()).isZero();
    assertThat(stream.lost).isNull();
  }

  @Test
  void noMoreStreamsWaitForAcceptanceThanThePeerLets() throws YamuxException {
    for (int i = 0; i < YamuxBounds.DEFAULT.backlog(); i++) {
      assertThat(client.session.canOpen()).isTrue();
      client.open();
    }
    assertThat(client.session.canOpen()).isFalse();
    client.receive(hex("00 01 0002 00000001 00000000"));
    assertThat(client.session.canOpen()).isTrue();
    assertThat(client.rooms).isEqualTo(1);
  }

  @Test
  void streamsOverTheBoundAreReset() throws YamuxException {
    Side small = new Side(false, YamuxBounds.DEFAULT.withMaxStreams(1));
    small.receive(hex(OPEN_1));
    small.drain();
    small.receive(hex("00 01 0001 00000003 00000000"));
    assertThat(text(small.drain())).isEqualTo(expected("00 01 0008 00000003 00000000"));
  }

  @Test
  void afterAFarewellNoStreamIsOpened() throws YamuxException {
    client.receive(hex("00 03 0000 00000000 00000000"));
    assertThat(client.session.canOpen()).isFalse();
    assertThat(client.session.goingAway()).isTrue();
    server.session.goAway(YamuxSession.NORMAL);
    server.receive(hex(OPEN_1));
    assertThat(text(server.drain()))
        .isEqualTo(expected("00 03 0000 00000000 00000000 00 01 0008 00000001 00000000"));
  }

  @Test
  void pingsAreSentAndWhoDoesNotAnswerIsLeft() throws YamuxException {
    long keepalive = Duration.ofSeconds(30).toNanos();
    client.session.tick(keepalive - 1);
    assertThat(client.session.hasOutput()).isFalse();
    client.session.tick(keepalive);
    assertThat(text(client.drain())).isEqualTo(expected("00 02 0001 00000000 00000001"));
    client.receive(hex("00 02 0002 00000000 00000001"));
    client.session.tick(2 * keepalive - 1);
    client.session.tick(2 * keepalive);
    long late = 2 * keepalive + Duration.ofSeconds(10).toNanos();
    client.session.tick(late - 1);
    assertThatThrownBy(() -> client.session.tick(late)).hasMessage("keepalive timeout");
  }

  @Test
  void aStreamThatThePeerDoesNotEndIsResetInTheEnd() throws YamuxException {
    Side.Heard stream = client.open();
    client.session.finish(stream.stream());
    client.drain();
    client.session.tick(1);
    assertThat(client.session.streams()).hasSize(1);
    long late = Duration.ofMinutes(5).toNanos();
    client.session.tick(late);
    assertThat(stream.lost).isEqualTo("connection reset");
    assertThat(text(client.drain())).contains(expected("00 01 0008 00000001 00000000"));
  }

  @ParameterizedTest
  @CsvSource({
    "00 02 0001 00000000 00000001",
    "00 01 0001 00000001 00000000 00 01 0008 00000001 00000000",
  })
  void whoDoesNotReadCannotMakeUsKeepAnswers(String frames) {
    byte[] bytes = hex(frames);
    assertThatThrownBy(() -> {
          for (int i = 0; i < 1_000_000; i++) {
            server.receive(bytes);
          }
        })
        .isInstanceOf(YamuxException.class);
  }

  @Test
  void refusalsOfWhoDoesNotReadAreCounted() {
    server.accepts = false;
    assertThatThrownBy(() -> {
          for (int i = 1; i < 100_000; i += 2) {
            byte[] frame = new byte[Frame.HEADER];
            Frame.put(frame, 0, Frame.typeAndFlags(Frame.WINDOW_UPDATE, Frame.SYN), i, 0);
            server.receive(frame);
          }
        })
        .isInstanceOf(YamuxException.class)
        .hasMessage("too many frames that want an answer");
  }

  @Test
  void garbageEndsASessionAndNothingElse() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int round = 0; round < 2_000; round++) {
      Side any = new Side(round % 2 == 0, YamuxBounds.DEFAULT);
      byte[] bytes = new byte[random.nextInt(1, 200)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        bytes[0] = 0;
      }
      try {
        any.receive(bytes);
      } catch (YamuxException _) {
        continue;
      }
      any.drain();
    }
  }
}
