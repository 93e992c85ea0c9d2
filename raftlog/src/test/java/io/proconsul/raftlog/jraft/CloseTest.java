package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.TestingCompletion;
import io.proconsul.raftlog.TestingMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CloseTest {
  /** Of the JVM's virtual threads, and JRaft's pool, which ends after a minute without work. */
  private static final List<String> SHARED =
      List.of("ForkJoinPool-1-", "VirtualThread-", "JRaft-Rpc-Closure-Executor");

  @TempDir
  private Path folder;

  @Test
  void noThreadAndNoFileStaysBehind() throws Exception {
    var before = threads();
    before.removeIf(thread -> thread.getName().startsWith("log-worker"));
    for (var i = 0; i < 3; i++) {
      use(i);
    }
    // Shared worker threads end after a second without work.
    await().pollInSameThread().untilAsserted(() -> {
      var left = threads();
      left.removeAll(before);
      assertThat(left.stream().map(Thread::getName)).isEmpty();
    });
    assertThat(openFiles()).isEmpty();
  }

  private void use(int round) throws InterruptedException {
    var machine = new TestingMachine();
    try (var log = JRaftLog.start(JRaftSettings.of(folder, "node-1"), machine)) {
      machine.leading.await();
      assertThat(machine.applied()).hasSize(100 * round);
      for (var i = 0; i < 100; i++) {
        assertThat(submit(log, "x").index()).isPositive();
      }
      var barrier = new TestingCompletion();
      log.snapshot(barrier);
      assertThat(barrier.index()).isPositive();
    }
  }

  @Test
  void noThreadOfSeveralMembersStaysBehind() throws Exception {
    var before = threads();
    try (var cluster = TestingCluster.start(folder, 3)) {
      cluster.write(cluster.ids(), "a");
    }
    await().pollInSameThread().untilAsserted(() -> {
      var left = threads();
      left.removeAll(before);
      left.removeIf(thread -> SHARED.stream().anyMatch(thread.getName()::startsWith));
      assertThat(left.stream().map(Thread::getName)).isEmpty();
    });
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void closeAnswersEveryoneWhoWaits() throws Exception {
    var machine = new TestingMachine();
    var completions = new ArrayList<TestingCompletion>();
    try (var log = JRaftLog.start(JRaftSettings.of(folder, "node-1"), machine)) {
      machine.leading.await();
      for (var i = 0; i < 5000; i++) {
        completions.add(submit(log, "c" + i));
      }
    }
    assertThat(completions).allMatch(TestingCompletion::answered);
  }

  @Test
  void callbackThatClosesIsToldNotTo() throws Exception {
    var machine = new TestingMachine();
    try (var log = JRaftLog.start(JRaftSettings.of(folder, "node-1"), machine)) {
      machine.leading.await();
      var heard = new CompletableFuture<Throwable>();
      log.submit("a".getBytes(UTF_8), new Completion() {
        @Override
        public void applied(long index, @Nullable Object result) {
          heard.complete(catchThrowable(log::close));
        }

        @Override
        public void failed(LogException cause) {
          heard.complete(cause);
        }
      });
      assertThat(heard.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
      assertThat(submit(log, "b").index()).isPositive();
    }
  }

  private static TestingCompletion submit(JRaftLog log, String command) {
    var completion = new TestingCompletion();
    log.submit(command.getBytes(UTF_8), completion);
    return completion;
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toSet());
  }

  private List<String> openFiles() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(CloseTest::target)
          .filter(name -> name.startsWith(folder.toString()))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
