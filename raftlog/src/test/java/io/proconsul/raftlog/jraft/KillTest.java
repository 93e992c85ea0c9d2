package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.TestingMachine;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process writes and tells what was acknowledged, until it is killed. */
final class KillTest {
  private static final int ROUNDS = 5;
  private static final int IN_FLIGHT = 16;

  @TempDir
  private Path folder;

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    var random = new Random(7);
    var acknowledged = new ArrayList<String>();
    for (var round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(runAndKill(round, 1 + random.nextInt(3000)));
    }
    var machine = new TestingMachine();
    try (var log = JRaftLog.start(settings(folder), machine)) {
      machine.leading.await();
      assertThat(log.stats().lastSnapshotIndex()).isPositive();
      var applied = machine.applied();
      assertThat(applied).doesNotHaveDuplicates();
      assertThat(new HashSet<>(applied).containsAll(acknowledged)).isTrue();
      assertThat(acknowledged.size()).isGreaterThan(ROUNDS);
    }
  }

  @Test
  void folderHeldByAnotherProcessIsRefusedWithItsPid() throws Exception {
    var child = start(0);
    try (var lines = child.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isNotNull();
      assertThatThrownBy(() -> JRaftLog.start(settings(folder), new TestingMachine()))
          .isInstanceOfSatisfying(
              LogException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
          .hasMessage(folder + " is in use by the process " + child.pid());
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private List<String> runAndKill(int round, int count) throws Exception {
    var child = start(round);
    var lines = new ArrayList<String>();
    try (var reader = child.inputReader(UTF_8)) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        // A line cut short by the kill has no mark at its end.
        if (line.endsWith(".")) {
          lines.add(line);
        }
        if (lines.size() == count) {
          // Not through Process, which would drop what the child printed until now.
          child.toHandle().destroyForcibly();
        }
      }
    }
    child.waitFor();
    return lines;
  }

  private Process start(int round) throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            java,
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            KillTest.class.getName(),
            folder.toString(),
            Integer.toString(round))
        .redirectError(Redirect.DISCARD)
        .start();
  }

  private static JRaftSettings settings(Path folder) {
    return JRaftSettings.of(folder, "node-1").withSnapshotEntries(500).withSegmentBytes(64 << 10);
  }

  /** The child: writes until killed and prints every command that was acknowledged. */
  public static void main(String[] args) throws Exception {
    var machine = new TestingMachine();
    var log = JRaftLog.start(settings(Path.of(args[0])), machine);
    machine.leading.await();
    var permits = new Semaphore(IN_FLIGHT);
    var out = new PrintStream(System.out, true, UTF_8);
    for (var i = 0; ; i++) {
      permits.acquire();
      var command = args[1] + "-" + i + ".";
      log.submit(command.getBytes(UTF_8), new Completion() {
        @Override
        public void applied(long index, @Nullable Object result) {
          out.println(command);
          permits.release();
        }

        @Override
        public void failed(LogException cause) {
          permits.release();
        }
      });
    }
  }
}
