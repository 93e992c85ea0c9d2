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
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log makes of a disk that is full, read-only or damaged. */
final class DiskTest {
  private static final int COMMAND_BYTES = 16 << 10;

  @TempDir
  private Path folder;

  @Test
  void fullDiskFailsWritesLosesNothingAndRecoversWithRoom() throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder.toString()))
        .isTrue();
    try {
      Files.write(folder.resolve("ballast"), new byte[1 << 20]);
      var settings = JRaftSettings.of(folder.resolve("raft"), "node-1").withSegmentBytes(2 << 20);
      var acknowledged = fill(settings);
      Files.delete(folder.resolve("ballast"));
      var machine = new TestingMachine();
      try (var log = JRaftLog.start(settings, machine)) {
        machine.leading.await();
        assertThat(machine.applied()).containsAll(acknowledged);
        assertThat(submit(log, "after").index()).isPositive();
      }
    } finally {
      assertThat(run("umount", folder.toString())).isTrue();
    }
  }

  private static List<String> fill(JRaftSettings settings) throws InterruptedException {
    var machine = new TestingMachine();
    try (var log = JRaftLog.start(settings, machine)) {
      machine.leading.await();
      var acknowledged = fill(log);
      assertThat(machine.events).contains("failed DISK");
      assertThat(log.leader()).isEmpty();
      return acknowledged;
    }
  }

  /** Writes until the disk is full. */
  private static List<String> fill(JRaftLog log) throws InterruptedException {
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    TestingCompletion last;
    var number = 0;
    do {
      last = new TestingCompletion();
      var command = (number++ + "-" + "x".repeat(COMMAND_BYTES));
      log.submit(command.getBytes(UTF_8), keeping(command, acknowledged, last));
    } while (succeeded(last));
    assertThat(last.failure().reason()).isEqualTo(Reason.DISK);
    assertThat(last.failure()).hasMessageContaining("No space left on device");
    var refused = submit(log, "more").failure();
    assertThat(refused.reason()).isEqualTo(Reason.DISK);
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
  void leaderWithAFullDiskGivesWayToTheOthers() throws Exception {
    var disk = folder.resolve("disk");
    Files.createDirectory(disk);
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()))
        .isTrue();
    try (var cluster = TestingCluster.start(folder, 3, settings -> full(settings, disk))) {
      var poor = cluster.ids().getFirst();
      var rich = cluster.others(poor);
      if (!cluster.leader().id().equals(poor)) {
        TestingCluster.changed(done -> cluster.leader().log().transfer(Optional.of(poor), done));
      }
      TestingCluster.until(() -> cluster.leader().id().equals(poor));
      var acknowledged = fill(cluster.get(poor).log());
      var told = cluster.get(poor).machine().events;
      TestingCluster.until(() -> told.containsAll(List.of("failed DISK", "stopped")));
      assertThat(cluster.get(poor).log().leader()).isEmpty();
      cluster.write(rich, "after");
      cluster.write(rich, "more");
      assertThat(cluster.leader(rich).machine().applied())
          .containsAll(acknowledged)
          .endsWith("after", "more");
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static JRaftSettings full(JRaftSettings settings, Path disk) {
    return settings.nodeId().startsWith("n1-")
        ? JRaftSettings.of(disk.resolve("raft"), settings.nodeId())
            .withSegmentBytes(2 << 20)
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

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static TestingCompletion submit(JRaftLog log, String command) {
    var completion = new TestingCompletion();
    log.submit(command.getBytes(UTF_8), completion);
    return completion;
  }
}
