package io.proconsul.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the worst. */
class DurabilityTest {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 3;
  private static final int WRITES_BEFORE_KILL = 300;

  @BeforeAll
  static void needsTheProgram() {
    assumeTrue(ServerProcess.isBuilt(), "run mvn verify");
  }

  @Test
  void noAcknowledgedWriteIsLostToAKill(@TempDir Path folder) throws Exception {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.start(folder, FreePorts.take())) {
        server.untilLeader();
        assertAllThere(server, acknowledged);
        writeUntilKilled(server, "round" + round, acknowledged);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * WRITES_BEFORE_KILL);
    try (ServerProcess server = ServerProcess.start(folder, FreePorts.take())) {
      server.untilLeader();
      assertAllThere(server, acknowledged);
    }
  }

  private static void writeUntilKilled(
      ServerProcess server, String prefix, Queue<String> acknowledged) throws Exception {
    CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_KILL);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String name = prefix + "/" + i + "/";
      writers.add(Thread.startVirtualThread(() -> write(server, name, acknowledged, enough)));
    }
    assertThat(enough.await(180, TimeUnit.SECONDS)).isTrue();
    server.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /** Ends with the server. */
  private static void write(
      ServerProcess server, String prefix, Queue<String> acknowledged, CountDownLatch enough) {
    try {
      for (int i = 0; ; i++) {
        String key = prefix + i;
        if (server.put("/v1/kv/" + key, key).body().equals("true")) {
          acknowledged.add(key);
          enough.countDown();
        }
      }
    } catch (IOException _) {
      // killed: what was under way may or may not be there
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertAllThere(ServerProcess server, Queue<String> acknowledged)
      throws Exception {
    if (!acknowledged.isEmpty()) {
      String keys = server.get("/v1/kv/?keys").body();
      assertThat(acknowledged).allMatch(key -> keys.contains("\"" + key + "\""));
    }
  }

  @Test
  void aServerThatIsToldToStopLeavesEverythingInOrder(@TempDir Path folder) throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, FreePorts.take())) {
      server.untilLeader().put("/v1/kv/a", "1");
    }
    try (ServerProcess server = ServerProcess.start(folder, FreePorts.take())) {
      assertThat(server.untilLeader().get("/v1/kv/a?raw").body()).isEqualTo("1");
    }
  }
}
