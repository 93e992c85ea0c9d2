package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.TestingCompletion;
import io.proconsul.raftlog.TestingMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JRaftLogTest {
  @TempDir
  private Path folder;

  @Test
  void restartRecoversEverythingInOrder() throws Exception {
    var commands = commands(50);
    long last;
    try (var log = start(new TestingMachine())) {
      last = submitAll(log, commands);
    }
    var machine = new TestingMachine();
    try (var log = start(machine)) {
      assertThat(machine.applied()).isEqualTo(commands);
      assertThat(submit(log, "next").index()).isGreaterThan(last);
    }
  }

  @Test
  void resultAndIndexComeBackToTheSubmitter() throws Exception {
    try (var log = start(new TestingMachine())) {
      var completion = submit(log, "a");
      assertThat(completion.result()).isEqualTo("a@" + completion.index());
      assertThat(completion.index()).isPositive();
    }
  }

  @Test
  void snapshotsShortenTheLogAndRecover() throws Exception {
    var settings =
        JRaftSettings.of(folder, "node-1").withSnapshotEntries(10).withSegmentBytes(4096);
    var commands = commands(500);
    try (var log = start(settings, new TestingMachine())) {
      snapshotUpTo(log, submitAll(log, commands));
    }
    var machine = new TestingMachine();
    try (var log = start(settings, machine)) {
      assertThat(machine.events).startsWith("restored");
      assertThat(machine.applied()).isEqualTo(commands);
      assertThat(log.stats().lastSnapshotIndex()).isGreaterThanOrEqualTo(500);
    }
  }

  @Test
  void barriersShowWhatWasAcknowledged() throws Exception {
    var machine = new TestingMachine();
    try (var log = start(machine)) {
      var index = submit(log, "a").index();
      for (var mode : ReadMode.values()) {
        var barrier = new TestingCompletion();
        log.readBarrier(mode, barrier);
        assertThat(barrier.index()).isGreaterThanOrEqualTo(index);
      }
    }
  }

  @Test
  void statsTellOfALeaderOfOne() throws Exception {
    try (var log = start(new TestingMachine())) {
      var index = submit(log, "a").index();
      var stats = log.stats();
      assertThat(stats.state()).isEqualTo("Leader");
      assertThat(stats.appliedIndex()).isEqualTo(index);
      assertThat(stats.lastLogIndex()).isEqualTo(index);
      assertThat(stats.term()).isPositive();
      assertThat(stats.lastLogTerm()).isEqualTo(stats.term());
      assertThat(stats.voters()).containsExactly("node-1");
      assertThat(stats.peerCount()).isZero();
      assertThat(log.leader()).contains("node-1");
    }
  }

  @Test
  void exceptionInApplyStopsTheLogAndForgetsNobody() throws Exception {
    var machine = new TestingMachine();
    try (var log = start(machine)) {
      var hold = machine.hold();
      var bad = submit(log, "boom");
      var waiting = submit(log, "later");
      hold.countDown();
      assertThat(bad.failure().reason()).isEqualTo(Reason.FAILED);
      assertThat(waiting.failure().reason()).isEqualTo(Reason.FAILED);
      assertThat(submit(log, "x").failure().reason()).isEqualTo(Reason.FAILED);
      assertThat(machine.events).contains("failed FAILED");
      assertThat(log.stats().state()).isEqualTo("Shutdown");
    }
  }

  @Test
  void closedLogRefuses() throws Exception {
    var log = start(new TestingMachine());
    log.close();
    log.close();
    assertThat(submit(log, "a").failure().reason()).isEqualTo(Reason.CLOSED);
    assertThat(log.leader()).isEmpty();
    assertThat(log.stats().state()).isEqualTo("Shutdown");
  }

  @Test
  void folderInUseIsRefusedWithItsOwner() throws Exception {
    try (var log = start(new TestingMachine())) {
      assertThat(submit(log, "a").index()).isPositive();
      assertThatThrownBy(
              () -> JRaftLog.start(JRaftSettings.of(folder, "node-2"), new TestingMachine()))
          .isInstanceOf(LogException.class)
          .hasMessage(folder + " is in use by this process");
    }
  }

  @Test
  void severalLogsRunInOneProcess() throws Exception {
    var other = JRaftSettings.of(folder.resolve("other"), "node-2");
    try (var log = start(new TestingMachine());
        var second = start(other, new TestingMachine())) {
      var one = submitAll(log, commands(20));
      assertThat(submitAll(second, commands(20))).isEqualTo(one);
    }
  }

  private JRaftLog start(TestingMachine machine) throws InterruptedException {
    return start(JRaftSettings.of(folder, "node-1"), machine);
  }

  private static JRaftLog start(JRaftSettings settings, TestingMachine machine)
      throws InterruptedException {
    var log = JRaftLog.start(settings, machine);
    machine.leading.await();
    return log;
  }

  private static List<String> commands(int count) {
    return IntStream.range(0, count).mapToObj(i -> "command-" + i).toList();
  }

  private static long submitAll(ReplicatedLog log, List<String> commands) throws Exception {
    var completions = new ArrayList<TestingCompletion>();
    for (var command : commands) {
      completions.add(submit(log, command));
    }
    long last = 0;
    for (var completion : completions) {
      last = completion.index();
    }
    return last;
  }

  /** Waits out the snapshots that the log takes on its own. */
  private static void snapshotUpTo(ReplicatedLog log, long index) {
    await().until(() -> {
      log.snapshot(new TestingCompletion());
      return log.stats().lastSnapshotIndex() >= index;
    });
  }

  private static TestingCompletion submit(ReplicatedLog log, String command) {
    var completion = new TestingCompletion();
    log.submit(command.getBytes(UTF_8), completion);
    return completion;
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
