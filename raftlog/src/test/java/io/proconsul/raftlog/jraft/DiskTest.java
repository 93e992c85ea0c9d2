package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.TestingCompletion;
import io.proconsul.raftlog.TestingMachine;
import io.proconsul.raftlog.segment.Syncing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log makes of a disk that is full, read-only or damaged. */
final class DiskTest {
  private static final int COMMAND_BYTES = 16 << 10;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir
  private Path folder;

  @Test
  void fullDiskFailsWritesLosesNothingAndTheLogGoesOnByItselfOnceThereIsRoom() throws Exception {
    try (var disk = new SmallDisk(folder.resolve("disk"))) {
      var settings = JRaftSettings.of(disk.path().resolve("raft"), "node-1")
          .withSnapshotEntries(100)
          .withSegmentBytes(1 << 20);
      var machine = new TestingMachine();
      List<String> acknowledged;
      try (var log = JRaftLog.start(settings, machine)) {
        machine.leading.await();
        acknowledged = fill(log);
        TestingCluster.until(() -> machine.events.containsAll(List.of("paused DISK", "stopped")));
        assertThat(log.leader()).isEmpty();
        disk.makeRoom();
        var after = submitUntilTaken(log, "after");
        var first = fill(log);
        acknowledged.add(after);
        acknowledged.addAll(first);
        disk.makeRoom();
        acknowledged.add(submitUntilTaken(log, "again"));
        assertThat(machine.events).contains("resumed").doesNotContain("failed DISK", "restored");
        assertThat(machine.applied()).containsAll(acknowledged).doesNotHaveDuplicates();
      }
      var started = new TestingMachine();
      try (var log = JRaftLog.start(settings, started)) {
        started.leading.await();
        assertThat(started.applied()).isEqualTo(machine.applied());
        assertThat(submit(log, "last").index()).isPositive();
      }
    }
  }

  @Test
  void failedFsyncStopsTheLogForGood() throws Exception {
    var fails = new AtomicBoolean();
    var machine = new TestingMachine();
    Syncing syncing = (channel, metadata) -> {
      if (fails.get()) {
        throw new IOException("Input/output error");
      }
      channel.force(metadata);
    };
    try (var log = JRaftLog.start(
        JRaftSettings.of(folder, "node-1"),
        machine,
        _ -> {
          throw new IOException("nobody");
        },
        syncing)) {
      machine.leading.await();
      assertThat(submit(log, "a").index()).isPositive();
      fails.set(true);
      assertThat(submit(log, "b").failure())
          .hasMessage("the log cannot be written: Input/output error. Everything acknowledged is"
              + " safe; make the disk writable, then start the server again");
      fails.set(false);
      TestingCluster.until(() -> machine.events.contains("failed DISK"));
      assertThat(machine.events).doesNotContain("paused DISK");
      assertThat(submit(log, "c").failure().reason()).isEqualTo(Reason.DISK);
    }
  }

  @Test
  void aLogThatWaitsForRoomCanBeClosed() throws Exception {
    try (var disk = new SmallDisk(folder.resolve("disk"))) {
      var machine = new TestingMachine();
      try (var log =
          JRaftLog.start(JRaftSettings.of(disk.path().resolve("raft"), "node-1"), machine)) {
        machine.leading.await();
        fill(log);
        TestingCluster.until(() -> machine.events.contains("paused DISK"));
      }
    }
  }

  /** Twelve megabytes, of which eight are taken until they are needed, in halves. */
  private static final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;

    private final Path path;
    private int ballast;

    SmallDisk(Path path) throws IOException {
      this.path = Files.createDirectories(path);
      assumeThat(run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", path.toString()))
          .isTrue();
      for (ballast = 0; ballast < 2; ballast++) {
        Files.write(path.resolve("ballast" + ballast), new byte[4 * MEGABYTE]);
      }
    }

    Path path() {
      return path;
    }

    void makeRoom() throws IOException {
      Files.delete(path.resolve("ballast" + --ballast));
    }

    @Override
    public void close() throws IOException {
      assertThat(run("umount", path.toString())).isTrue();
    }
  }

  private static String submitUntilTaken(JRaftLog log, String command) {
    TestingCluster.until(() -> succeeded(submit(log, command)));
    return command;
  }

  /** Writes until the disk is full. */
  private static List<String> fill(JRaftLog log) throws InterruptedException {
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    TestingCompletion last;
    do {
      last = new TestingCompletion();
      var command = (NUMBER.incrementAndGet() + "-" + "x".repeat(COMMAND_BYTES));
      log.submit(command.getBytes(UTF_8), keeping(command, acknowledged, last));
    } while (succeeded(last));
    assertThat(last.failure().reason()).isEqualTo(Reason.DISK);
    assertThat(last.failure()).hasMessageContaining("No space left on device");
    var refused = submit(log, "more").failure();
    assertThat(refused.reason()).isEqualTo(Reason.DISK);
    assertThat(refused).hasMessageContaining("make room on the disk of");
    assertThat(acknowledged).isNotEmpty();
    return acknowledged;
  }

  private static boolean succeeded(TestingCompletion completion) {
    try {
      return completion.index() > 0;
    } catch (AssertionError _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Completion keeping(
      String command, List<String> acknowledged, TestingCompletion then) {
    return new Completion() {
      @Override
      public void applied(long index, @Nullable Object result) {
        acknowledged.add(command);
        then.applied(index, result);
      }

      @Override
      public void failed(LogException cause) {
        then.failed(cause);
      }
    };
  }

  @Test
  void leaderWithAFullDiskGivesWayToTheOthersAndFollowsThemOnceThereIsRoom() throws Exception {
    try (var disk = new SmallDisk(folder.resolve("disk"));
        var cluster = TestingCluster.start(folder, 3, settings -> full(settings, disk.path()))) {
      var poor = cluster.ids().getFirst();
      var rich = cluster.others(poor);
      if (!cluster.leader().id().equals(poor)) {
        TestingCluster.changed(done -> cluster.leader().log().transfer(Optional.of(poor), done));
      }
      TestingCluster.until(() -> cluster.leader().id().equals(poor));
      var acknowledged = fill(cluster.get(poor).log());
      var told = cluster.get(poor).machine().events;
      TestingCluster.until(() -> told.containsAll(List.of("paused DISK", "stopped")));
      assertThat(cluster.get(poor).log().leader()).isEmpty();
      cluster.write(rich, "after");
      cluster.write(rich, "more");
      disk.makeRoom();
      cluster.write(cluster.ids(), "all");
      var applied = cluster.leader().machine().applied();
      assertThat(applied)
          .containsAll(acknowledged)
          .containsSubsequence("after", "more", "all")
          .doesNotHaveDuplicates();
      cluster.agree(cluster.ids(), applied);
      assertThat(told).doesNotContain("failed DISK");
    }
  }

  @Test
  void followerWithAFullDiskHindersNobodyAndCatchesUpOnceThereIsRoom() throws Exception {
    try (var disk = new SmallDisk(folder.resolve("disk"));
        var cluster = TestingCluster.start(folder, 3, settings -> full(settings, disk.path()))) {
      var poor = cluster.ids().getFirst();
      var rich = cluster.others(poor);
      if (cluster.leader().id().equals(poor)) {
        TestingCluster.changed(
            done -> cluster.leader().log().transfer(Optional.of(rich.getFirst()), done));
      }
      var told = cluster.get(poor).machine().events;
      for (var number = 0; !told.contains("paused DISK"); number++) {
        cluster.write(rich, number + "-" + "x".repeat(COMMAND_BYTES));
      }
      assertThat(submit(cluster.get(poor).log(), "here").failure())
          .hasMessageContaining("make room on the disk of");
      cluster.write(rich, "after");
      disk.makeRoom();
      TestingCluster.until(() -> told.contains("resumed"));
      cluster.write(rich, "all");
      cluster.agree(cluster.ids(), cluster.leader(rich).machine().applied());
      assertThat(told).doesNotContain("failed DISK");
    }
  }

  private static JRaftSettings full(JRaftSettings settings, Path disk) {
    return settings.nodeId().startsWith("n1-")
        ? JRaftSettings.of(disk.resolve("raft"), settings.nodeId())
            .withSegmentBytes(1 << 20)
            .withElectionTimeout(settings.electionTimeout())
            .withStart(settings.start(), settings.cluster())
        : settings;
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    assertRefused(file.resolve("raft"), Reason.DISK, "cannot use the folder " + file);
  }

  @Test
  void damagedSnapshotIsRefused() throws Exception {
    writeAndSnapshot();
    damage(find("state"), 0);
    assertRefused(folder, Reason.CORRUPT, find("state") + " is damaged");
  }

  @Test
  void damagedTermIsRefused() throws Exception {
    writeAndSnapshot();
    Files.write(find("raft_meta"), new byte[] {1, 2, 3});
    assertRefused(folder, Reason.CORRUPT, find("raft_meta") + " is damaged");
  }

  @Test
  void damagedLogIsRefusedAndLeavesNoThread() throws Exception {
    writeAndSnapshot();
    damage(find(".log"), 40);
    assertRefused(folder, Reason.CORRUPT, "is damaged at byte");
  }

  private void assertRefused(Path where, Reason reason, String message) {
    var settings = JRaftSettings.of(where, "node-1");
    assertThatThrownBy(() -> JRaftLog.start(settings, new TestingMachine()))
        .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private void writeAndSnapshot() throws InterruptedException {
    var machine = new TestingMachine();
    try (var log = JRaftLog.start(JRaftSettings.of(folder, "node-1"), machine)) {
      machine.leading.await();
      assertThat(submit(log, "a").index()).isPositive();
      var barrier = new TestingCompletion();
      log.snapshot(barrier);
      assertThat(barrier.index()).isPositive();
      assertThat(submit(log, "b").index()).isPositive();
    }
  }

  private Path find(String suffix) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void damage(Path path, long at) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      var value = file.read();
      file.seek(at);
      file.write(value ^ 0xff);
    }
  }

  private static boolean run(String... command) throws IOException {
    var process = new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestingCompletion submit(JRaftLog log, String command) {
    var completion = new TestingCompletion();
    log.submit(command.getBytes(UTF_8), completion);
    return completion;
  }
}
