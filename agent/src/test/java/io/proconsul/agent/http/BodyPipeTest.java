package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BodyPipeTest {
  private static final int MOST = 1 << 20;

  private final AtomicInteger resumed = new AtomicInteger();
  private final BodyPipe pipe = new BodyPipe(resumed::incrementAndGet);

  @Test
  void piecesAreReadInOrderToTheEnd() throws Exception {
    assertThat(pipe.offer(bytes("ab"))).isTrue();
    assertThat(pipe.offer(new byte[0])).isTrue();
    assertThat(pipe.offer(bytes("cde"))).isTrue();
    pipe.end();
    assertThat(pipe.read()).isEqualTo('a');
    assertThat(new String(pipe.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("bcde");
    assertThat(pipe.read()).isNegative();
    assertThat(resumed).hasValue(0);
  }

  @Test
  void bytesAboveAHundredAndTwentySevenAreNoEnd() throws Exception {
    pipe.offer(new byte[] {(byte) 0xff});
    assertThat(pipe.read()).isEqualTo(0xff);
  }

  @Test
  void theConnectionIsReadAgainWhenHalfOfTooMuchIsTaken() throws Exception {
    assertThat(pipe.offer(new byte[MOST - 1])).isTrue();
    assertThat(pipe.offer(new byte[1])).isFalse();
    assertThat(pipe.offer(new byte[10])).as("what was read already still comes").isFalse();
    pipe.readNBytes(MOST / 2 + 10);
    assertThat(resumed).hasValue(0);
    pipe.readNBytes(1);
    assertThat(resumed).hasValue(1);
    pipe.readNBytes(1_000);
    assertThat(resumed).hasValue(1);
    assertThat(pipe.offer(new byte[10])).isTrue();
  }

  @Test
  void aBodyThatBreaksOffIsReadSoFarAndThenFails() throws Exception {
    pipe.offer(bytes("ab"));
    pipe.fail();
    assertThat(pipe.readNBytes(2)).isEqualTo(bytes("ab"));
    assertThatThrownBy(pipe::read).isInstanceOf(IOException.class).hasMessage("unexpected EOF");
  }

  @Test
  void whatNobodyReadsIsDroppedAndTheConnectionReadAgain() {
    assertThat(pipe.offer(new byte[MOST])).isFalse();
    pipe.close();
    assertThat(resumed).hasValue(1);
    assertThat(pipe.offer(new byte[2 * MOST])).isTrue();
    assertThatThrownBy(pipe::read).isInstanceOf(IOException.class);
  }

  @Test
  void aReaderWaitsForWhatIsToCome() throws Exception {
    Reader reader = new Reader();
    pipe.offer(bytes("x"));
    assertThat(reader.result()).isEqualTo("120");
    Reader next = new Reader();
    pipe.end();
    assertThat(next.result()).isEqualTo("-1");
  }

  @Test
  void aReaderThatWaitsIsToldOfTheClientsEndAndOfItsOwn() throws Exception {
    Reader reader = new Reader();
    pipe.fail();
    assertThat(reader.result()).isEqualTo("unexpected EOF");
    BodyPipe other = new BodyPipe(() -> {});
    Reader interrupted = new Reader(other);
    interrupted.thread.interrupt();
    assertThat(interrupted.result()).isEqualTo("interrupted");
  }

  /** Reads a byte in a thread of its own. */
  private final class Reader {
    private final CompletableFuture<String> read = new CompletableFuture<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Thread thread;

    Reader() throws InterruptedException {
      this(pipe);
    }

    Reader(BodyPipe from) throws InterruptedException {
      thread = Thread.ofVirtual().start(() -> {
        begun.countDown();
        try {
          read.complete(Integer.toString(from.read()));
        } catch (IOException e) {
          read.complete(String.valueOf(e.getMessage()));
        }
      });
      assertThat(begun.await(90, TimeUnit.SECONDS)).isTrue();
    }

    String result() throws Exception {
      return read.get(90, TimeUnit.SECONDS);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
