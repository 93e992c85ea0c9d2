package io.proconsul.raftlog.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes over a connection is a whole frame or nothing. */
final class FrameTest {
  private final Frame frame = new Frame(7, Frame.Type.ANSWER, (byte) 3, new byte[] {1, 2, 3});

  @Test
  void frameIsReadAsItWasWritten() throws IOException {
    var read = read(frame.encode());
    assertThat(read.id()).isEqualTo(7);
    assertThat(read.type()).isEqualTo(Frame.Type.ANSWER);
    assertThat(read.kind()).isEqualTo((byte) 3);
    assertThat(read.payload()).containsExactly(1, 2, 3);
  }

  @Test
  void everyChangedBitIsNoticed() {
    var good = frame.encode();
    for (var bit = 0; bit < good.length * 8; bit++) {
      var bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(bad)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void everyCutIsNoticed() {
    var good = frame.encode();
    for (var length = 0; length < good.length; length++) {
      var bad = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> read(bad)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void lengthAboveTheBoundIsRefusedBeforeItIsRead() {
    var bytes = ByteBuffer.allocate(64).putInt(Integer.MAX_VALUE).array();
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(FrameException.class)
        .hasMessage("a frame of 2147483647 bytes");
  }

  @Test
  void garbageIsRefused() {
    var random = new Random(5);
    for (var i = 0; i < 1000; i++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> Greeting.read(in(bytes))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void greetingIsReadAsItWasWrittenAndNotWhenItIsCut() throws IOException {
    var greeting = new Greeting(new Identity("dc1", "a", 9), "b", Channel.SNAPSHOT);
    var out = new ByteArrayOutputStream();
    greeting.write(out);
    assertThat(Greeting.read(in(out.toByteArray()))).isEqualTo(greeting);
    for (var length = 0; length < out.size(); length++) {
      var cut = Arrays.copyOf(out.toByteArray(), length);
      assertThatThrownBy(() -> Greeting.read(in(cut))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void largeFramesShareARoomAndTakeOfItWhatHasCome() throws IOException {
    var large = new Frame(1, Frame.Type.REQUEST, (byte) 1, new byte[500_000]).encode();
    var rooms = new FrameRoom(700_000);
    try (var first = rooms.open()) {
      assertThat(Frame.read(in(large), first).payload()).hasSize(500_000);
      assertThat(rooms.used()).isBetween(400_000L, 500_000L);
      var announcedAndNotThere = in(Arrays.copyOf(large, 100_000));
      assertThatThrownBy(() -> readIn(rooms, announcedAndNotThere))
          .isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> readIn(rooms, in(large))).isInstanceOf(FrameException.class);
    }
    assertThat(readIn(rooms, in(large)).payload()).hasSize(500_000);
    assertThat(rooms.used()).isZero();
  }

  private static Frame read(byte[] bytes) throws IOException {
    return readIn(new FrameRoom(0), in(bytes));
  }

  private static Frame readIn(FrameRoom rooms, DataInputStream in) throws IOException {
    try (var room = rooms.open()) {
      return Frame.read(in, room);
    }
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
