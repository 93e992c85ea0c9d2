package io.proconsul.raftlog.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SegmentLogTest {
  private static final int SEGMENT_BYTES = 512;
  private static final int FRAME_OF_ONE = Frame.HEADER + Frame.ENTRY_HEADER + 3;

  @TempDir
  private Path parent;

  @Test
  void holdsWhatWasAppendedAcrossFilesAndRestarts() throws IOException {
    try (var log = open()) {
      assertThat(log.firstIndex()).isEqualTo(1);
      assertThat(log.lastIndex()).isZero();
      append(log, 1, 60);
    }
    assertThat(files().size()).isGreaterThan(2);
    try (var log = open()) {
      assertThat(contents(log)).isEqualTo(names(1, 60));
      append(log, 61, 61);
      assertThat(log.read(61)).hasValueSatisfying(e -> assertThat(text(e)).isEqualTo("061"));
      assertThat(log.read(62)).isEmpty();
    }
  }

  @Test
  void marksAreKept() throws IOException {
    try (var log = open()) {
      append(log, 1, 2);
      log.append(List.of(new Entry(true, "m".getBytes(UTF_8)), entry("x")));
    }
    try (var log = open()) {
      assertThat(log.marked()).containsExactly(3L);
    }
  }

  @Test
  void cutSuffixStaysGoneAndIsReplaced() throws IOException {
    try (var log = open()) {
      append(log, 1, 50);
      log.truncateAfter(20);
      assertThat(log.lastIndex()).isEqualTo(20);
    }
    try (var log = open()) {
      assertThat(contents(log)).isEqualTo(names(1, 20));
      log.append(List.of(entry("new")));
    }
    try (var log = open()) {
      assertThat(log.lastIndex()).isEqualTo(21);
      assertThat(contents(log)).endsWith("020", "new");
    }
  }

  /** 17 frames a file: the second begins with 18 and then replaces 17, which the first held. */
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 20, 29, 31, 33, 40})
  void anyPrefixCanGoAfterASuffixWasReplaced(int kept) throws IOException {
    try (var log = open()) {
      append(log, 1, 19);
      log.truncateAfter(16);
      append(log, 17, 40);
      log.truncateBefore(kept);
    }
    try (var log = open()) {
      assertThat(log.firstIndex()).isLessThanOrEqualTo(kept);
      assertThat(log.lastIndex()).isEqualTo(40);
      assertThat(contents(log)).endsWith(names(kept, 40).toArray(String[]::new));
    }
  }

  @Test
  void cutPrefixGivesFilesBack() throws IOException {
    try (var log = open()) {
      append(log, 1, 60);
      var before = files().size();
      log.truncateBefore(50);
      assertThat(log.firstIndex()).isEqualTo(50);
      assertThat(log.read(49)).isEmpty();
      assertThat(files().size()).isLessThan(before);
    }
    try (var log = open()) {
      assertThat(log.firstIndex()).isBetween(30L, 50L);
      assertThat(contents(log)).endsWith(names(50, 60).toArray(String[]::new));
    }
  }

  @Test
  void resetBeginsAnewElsewhere() throws IOException {
    try (var log = open()) {
      append(log, 1, 40);
      log.reset(1000);
      assertThat(log.lastIndex()).isEqualTo(999);
      append(log, 1000, 1001);
    }
    assertThat(files()).hasSize(1);
    try (var log = open()) {
      assertThat(log.firstIndex()).isEqualTo(1000);
      assertThat(contents(log)).containsExactly("1000", "1001");
    }
  }

  @Test
  void filesBeforeAResetThatWereLeftBehindAreDropped() throws IOException {
    var old = parent.resolve("old");
    try (var log = open()) {
      append(log, 1, 3);
    }
    Files.copy(files().getFirst(), old);
    try (var log = open()) {
      log.reset(1000);
    }
    Files.move(old, folder().resolve("0000000000000001.log"));
    try (var log = open()) {
      assertThat(log.firstIndex()).isEqualTo(1000);
      assertThat(files()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Frame.HEADER - 1, Frame.HEADER, Frame.HEADER + 1, FRAME_OF_ONE - 1})
  void unfinishedLastWriteIsCutOff(int written) throws IOException {
    long end;
    try (var log = open()) {
      append(log, 1, 11);
      end = endOf(11);
    }
    zero(files().getLast(), end - FRAME_OF_ONE + written);
    try (var log = open()) {
      assertThat(contents(log)).isEqualTo(names(1, 10));
      append(log, 11, 12);
    }
    try (var log = open()) {
      assertThat(contents(log)).isEqualTo(names(1, 12));
    }
  }

  @Test
  void fileThatEndsInsideTheLastFrameIsCutOff() throws IOException {
    try (var log = open()) {
      append(log, 1, 11);
    }
    try (var file = new RandomAccessFile(files().getLast().toFile(), "rw")) {
      file.setLength(endOf(11) - 1);
    }
    try (var log = open()) {
      assertThat(contents(log)).isEqualTo(names(1, 10));
    }
  }

  @Test
  void batchIsAllOrNothing() throws IOException {
    try (var log = open()) {
      append(log, 1, 10);
      log.append(List.of(entry("011"), entry("012")));
    }
    flip(files().getLast(), endOf(10) + Frame.HEADER + Frame.ENTRY_HEADER);
    try (var log = open()) {
      assertThat(log.lastIndex()).isEqualTo(10);
    }
  }

  @Test
  void fileBegunButNeverFinishedIsBegunAgain() throws IOException {
    try (var log = open()) {
      append(log, 1, 40);
    }
    var next = files().size() + 1;
    Files.write(folder().resolve(String.format("%016d.log", next)), new byte[7]);
    try (var log = open()) {
      append(log, 41, 70);
      assertThat(contents(log)).isEqualTo(names(1, 70));
    }
  }

  @Test
  void damageBeforeValidFramesIsRefused() throws IOException {
    try (var log = open()) {
      append(log, 1, 12);
    }
    var file = files().getLast();
    flip(file, endOf(10) - 1);
    assertCorrupt(file + " is damaged at byte " + (endOf(10) - FRAME_OF_ONE));
  }

  @Test
  void damageInAnEarlierFileIsRefused() throws IOException {
    try (var log = open()) {
      append(log, 1, 40);
    }
    var file = files().getFirst();
    flip(file, Segment.HEADER + 3);
    assertCorrupt(file + " is damaged at byte " + Segment.HEADER);
  }

  @Test
  void damageAtTheEndOfAnEarlierFileIsRefusedAndLeftAsItIs() throws IOException {
    try (var log = open()) {
      append(log, 1, 40);
    }
    var file = files().getFirst();
    flip(file, endOf(17) - 1);
    var size = Files.size(file);
    assertCorrupt(file + " is damaged at byte " + endOf(16));
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  void missingFileIsRefused() throws IOException {
    try (var log = open()) {
      append(log, 1, 60);
    }
    Files.delete(files().get(1));
    assertCorrupt("gap before " + files().get(1));
  }

  @Test
  void damagedHeaderIsRefused() throws IOException {
    try (var log = open()) {
      append(log, 1, 1);
    }
    flip(files().getFirst(), 9);
    assertCorrupt(files().getFirst() + " has no valid header");
  }

  @Test
  void entryLargerThanAFileIsHeld() throws IOException {
    var large = "x".repeat(3 * SEGMENT_BYTES);
    try (var log = open()) {
      append(log, 1, 1);
      log.append(List.of(entry(large)));
      log.append(List.of(entry("003")));
    }
    try (var log = open()) {
      assertThat(contents(log)).containsExactly("001", large, "003");
    }
  }

  @Test
  void failedWriteStopsTheLog() throws IOException {
    var log = open();
    append(log, 1, 1);
    log.close();
    assertThatThrownBy(() -> append(log, 2, 2)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> append(log, 2, 2)).hasMessageStartingWith("an earlier write failed");
    assertThat(log.lastIndex()).isEqualTo(1);
    assertThat(log.isMendable()).isTrue();
  }

  @Test
  void fsyncWithoutRoomIsMendedAndWhatItMeantIsCutOff() throws IOException {
    var failing = new AtomicReference<@Nullable IOException>();
    var log = open(failing);
    append(log, 1, 2);
    failing.set(new IOException("No space left on device"));
    assertThatThrownBy(() -> append(log, 3, 3)).hasMessage("No space left on device");
    failing.set(null);
    assertThat(log.isMendable()).isTrue();
    log.close();
    // the frame is there as a whole, and would be believed
    try (var unmended = open()) {
      assertThat(contents(unmended)).containsExactly("001", "002", "003");
    }
    log.mend();
    try (var mended = open()) {
      assertThat(contents(mended)).containsExactly("001", "002");
      append(mended, 3, 4);
    }
    try (var again = open()) {
      assertThat(contents(again)).containsExactly("001", "002", "003", "004");
    }
  }

  @Test
  void fileThatWasBegunWithoutRoomIsRemoved() throws IOException {
    var failing = new AtomicReference<@Nullable IOException>();
    var log = open(failing);
    append(log, 1, 1);
    failing.set(new IOException("Disk quota exceeded"));
    assertThatThrownBy(() -> log.reset(100)).hasMessage("Disk quota exceeded");
    failing.set(null);
    log.close();
    assertThat(files()).hasSize(2);
    log.mend();
    assertThat(files()).hasSize(1);
    try (var mended = open()) {
      assertThat(contents(mended)).containsExactly("001");
    }
  }

  @Test
  void failedFsyncIsNeverMended() throws IOException {
    var failing = new AtomicReference<@Nullable IOException>();
    var log = open(failing);
    append(log, 1, 1);
    failing.set(new IOException("Input/output error"));
    assertThatThrownBy(() -> append(log, 2, 2)).hasMessage("Input/output error");
    failing.set(null);
    log.close();
    assertThat(log.isMendable()).isFalse();
    assertThat(log.isLost()).isTrue();
    assertThatThrownBy(log::mend).hasMessageContaining("cannot be mended: Input/output error");
  }

  @Test
  void fsyncThatFailsWhileMendingEndsIt() throws IOException {
    var failing = new AtomicReference<@Nullable IOException>();
    var log = open(failing);
    failing.set(new IOException("No space left on device"));
    assertThatThrownBy(() -> append(log, 1, 1)).isInstanceOf(IOException.class);
    log.close();
    assertThatThrownBy(log::mend).hasMessage("No space left on device");
    assertThat(log.isLost()).isFalse();
    failing.set(new IOException("Input/output error"));
    assertThatThrownBy(log::mend).hasMessage("Input/output error");
    assertThat(log.isLost()).isTrue();
  }

  /** Each fsync fails while there is something to fail with. */
  private SegmentLog open(AtomicReference<@Nullable IOException> failing) {
    return SegmentLog.open(folder(), SEGMENT_BYTES, (channel, metadata) -> {
      var cause = failing.get();
      if (cause != null) {
        throw cause;
      }
      channel.force(metadata);
    });
  }

  private void assertCorrupt(String message) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            LogException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContaining(message)
        .hasMessageContaining("Restore the data folder from a backup");
  }

  private Path folder() {
    return parent.resolve("log");
  }

  private SegmentLog open() {
    return SegmentLog.open(folder(), SEGMENT_BYTES);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.sorted().toList();
    }
  }

  /** One frame each. */
  private static void append(SegmentLog log, long first, long last) throws IOException {
    for (var name : names(first, last)) {
      log.append(List.of(entry(name)));
    }
  }

  private static long endOf(int index) {
    return Segment.HEADER + (long) index * FRAME_OF_ONE;
  }

  private static Entry entry(String content) {
    return new Entry(false, content.getBytes(UTF_8));
  }

  private static List<String> names(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(i -> String.format("%03d", i))
        .toList();
  }

  private static List<String> contents(SegmentLog log) throws IOException {
    var result = new ArrayList<String>();
    for (var i = log.firstIndex(); i <= log.lastIndex(); i++) {
      result.add(text(log.read(i).orElseThrow()));
    }
    return result;
  }

  private static String text(Entry entry) {
    return new String(entry.content(), UTF_8);
  }

  private static void zero(Path path, long from) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(from);
      file.write(new byte[(int) (file.length() - from)]);
    }
  }

  private static void flip(Path path, long at) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      var value = file.read();
      file.seek(at);
      file.write(value ^ 0xff);
    }
  }
}
