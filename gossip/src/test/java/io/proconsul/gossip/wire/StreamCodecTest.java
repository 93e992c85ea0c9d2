package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamCodecTest {
  private static final Keyring KEYRING = TestingWire.keyring();
  private static final List<Message> MESSAGES = List.of(
      TestingWire.pushPull(0),
      TestingWire.pushPull(300),
      new Message.Ping(7, "a", null),
      new Message.Ack(7, new byte[0]),
      new Message.User(TestingWire.bytes("hello")),
      new Message.Failure("no"));

  static List<StreamCodec> codecs() {
    return List.of(
        codec(Security.NONE, false),
        codec(Security.NONE, true),
        codec(Security.encrypted(KEYRING), true),
        codec(new Security("eu", null, true, true), true),
        codec(new Security("eu", KEYRING, true, true), false));
  }

  private static StreamCodec codec(Security security, boolean compress) {
    return new StreamCodec(security, compress, TestingWire::random);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void whatIsWrittenIsReadAndNothingBeyond(StreamCodec codec) throws IOException {
    for (Message message : MESSAGES) {
      InputStream request = new OneByOne(codec.request(message));
      assertThat(codec.readRequest(request, Allowance.ENDLESS))
          .usingRecursiveComparison()
          .isEqualTo(message);
      assertThat(request.available()).isZero();
      InputStream answer = new OneByOne(codec.answer(message));
      assertThat(codec.readAnswer(answer, Allowance.ENDLESS))
          .usingRecursiveComparison()
          .isEqualTo(message);
    }
  }

  /** A stream that fails a read behind its end, as an open connection would wait there for ever. */
  private static final class OneByOne extends InputStream {
    private final byte[] bytes;
    private int at;

    OneByOne(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      assertThat(at).as("a read beyond the message").isLessThan(bytes.length);
      return bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (length > 0) {
        into[from] = (byte) read();
      }
      return Math.min(length, 1);
    }

    @Override
    public int available() {
      return bytes.length - at;
    }
  }

  @Test
  void whoHasNoKeySaysSoInMemberlistsWords() {
    StreamCodec plain = codec(Security.NONE, true);
    StreamCodec secret = codec(Security.encrypted(KEYRING), true);
    assertThatThrownBy(
            () -> plain.readRequest(in(secret.request(MESSAGES.getFirst())), Allowance.ENDLESS))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Remote state is encrypted and encryption is not configured");
    assertThatThrownBy(
            () -> secret.readRequest(in(plain.request(MESSAGES.getFirst())), Allowance.ENDLESS))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Encryption is configured but remote state is not encrypted");
  }

  @Test
  void theLengthAndTheLabelAreAuthenticated() {
    StreamCodec ours = codec(new Security("eu", KEYRING, true, true), false);
    StreamCodec theirs = codec(new Security("us", KEYRING, true, true), false);
    byte[] answer = ours.answer(MESSAGES.getFirst());
    assertThatThrownBy(() -> theirs.readAnswer(in(answer), Allowance.ENDLESS))
        .hasMessage("No installed keys could decrypt the message");
  }

  @Test
  void anotherLabelGetsNoAnswer() {
    StreamCodec ours = codec(new Security("eu", null, true, true), false);
    byte[] request = codec(Security.NONE, false).request(MESSAGES.getFirst());
    assertThatThrownBy(() -> ours.readRequest(in(request), Allowance.ENDLESS))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("discarding stream with unacceptable label \"\"");
  }

  @Test
  void whatIsCutOffIsNoMessage() {
    StreamCodec codec = codec(Security.NONE, false);
    byte[] request = codec.request(MESSAGES.get(1));
    for (int length : new int[] {0, 1, 10, 500, request.length - 1}) {
      byte[] cut = Arrays.copyOf(request, length);
      assertThatThrownBy(() -> codec.readRequest(in(cut), Allowance.ENDLESS))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void anAnnouncedSizeBeyondTheLimitIsRefusedAtOnce() {
    StreamCodec codec = codec(Security.encrypted(KEYRING), false);
    byte[] header = {MessageType.ENCRYPT, 0x7f, 0, 0, 0};
    assertThatThrownBy(() -> codec.readRequest(in(header), Allowance.ENDLESS))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Remote node state is larger than limit (2130706432)");
  }

  @Test
  void aBombDoesNotUnfold() {
    byte[] bomb = Compression.wrap(new byte[StreamCodec.MAX_BYTES + 1]);
    assertThatThrownBy(() -> codec(Security.NONE, false).readRequest(in(bomb), Allowance.ENDLESS))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("lzw: more than");
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void allThatAMessageIsMadeOfIsAskedFor(StreamCodec codec) throws IOException {
    byte[] request = codec.request(MESSAGES.get(1));
    Bounded enough = new Bounded(Long.MAX_VALUE);
    codec.readRequest(in(request), enough);
    assertThat(enough.most).isGreaterThan(request.length + 300 * 256L).isLessThan(512 * 1024);
    assertThatThrownBy(() -> codec.readRequest(in(request), new Bounded(enough.most - 1)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("no more");
    assertThat(codec.readRequest(in(request), new Bounded(enough.most))).isNotNull();
  }

  @Test
  void manySmallValuesCountAsTheObjectsThatTheyBecome() {
    byte[] values = new byte[100_000];
    byte[] header = {MessageType.PING, (byte) 0xdd, 0, 1, (byte) 0x86, (byte) 0xa0};
    byte[] request = Arrays.copyOf(header, header.length + values.length);
    assertThatThrownBy(
            () -> codec(Security.NONE, false).readRequest(in(request), new Bounded(1 << 20)))
        .hasMessage("no more");
  }

  @Test
  void whatWasAnnouncedAndDidNotComeTakesNoMemory() {
    byte[] header = {MessageType.ENCRYPT, 0x01, 0, 0, 0};
    Bounded little = new Bounded(64 * 1024);
    assertThatThrownBy(
            () -> codec(Security.encrypted(KEYRING), false).readRequest(in(header), little))
        .isInstanceOf(EOFException.class);
  }

  /** So many bytes at a time. */
  private static final class Bounded implements Allowance {
    private final long max;
    private long now;
    private long most;

    Bounded(long max) {
      this.max = max;
    }

    @Override
    public void take(long bytes) {
      now += bytes;
      most = Math.max(most, now);
      if (now > max) {
        throw new DecodeException("no more");
      }
    }

    @Override
    public void give(long bytes) {
      now -= bytes;
      assertThat(now).isNotNegative();
    }
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
