package io.proconsul.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why, what to do, and ends with 1; nothing is lost by it. */
class BadStartTest {
  @BeforeAll
  static void needsTheProgram() {
    assumeTrue(ServerProcess.isBuilt(), "run mvn verify");
  }

  @Test
  void aPortInUseIsNamed(@TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess server = ServerProcess.start(folder, taken.getLocalPort())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output())
          .contains("127.0.0.1:" + taken.getLocalPort())
          .contains("address already in use");
    }
  }

  @Test
  void aFolderThatAnotherServerHoldsIsLeftAlone(@TempDir Path folder) throws Exception {
    try (ServerProcess holder = ServerProcess.start(folder, FreePorts.take())) {
      holder.untilLeader();
      try (ServerProcess second = ServerProcess.start(folder, FreePorts.take())) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("" + holder.pid());
      }
      assertThat(holder.put("/v1/kv/still", "here").body()).isEqualTo("true");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Path dataDir = file.resolve("data");
    try (ServerProcess server = ServerProcess.start(dataDir, FreePorts.take())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output()).contains(file.toString());
    }
  }

  @Test
  void malformedHclIsNamedWithFileAndPlace(@TempDir Path folder) throws Exception {
    assertRefused(folder, "bad.hcl", "datacenter = \n{", "bad.hcl");
  }

  @Test
  void malformedJsonIsNamedWithFile(@TempDir Path folder) throws Exception {
    assertRefused(folder, "bad.json", "{\"datacenter\": ", "bad.json");
  }

  @Test
  void anUnknownKeyIsNamedWithFile(@TempDir Path folder) throws Exception {
    assertRefused(folder, "unknown.hcl", "datacentre = \"dc1\"", "datacentre");
  }

  @Test
  void aBadCheckTargetIsRefusedByName(@TempDir Path folder) throws Exception {
    assertRefused(
        folder,
        "check.json",
        "{\"check\": {\"name\": \"mem\", \"http\": \"http://127.0.0.1:1\"}}",
        "Interval must be > 0");
  }

  @Test
  void aTornLogTailIsCutOffAndTheRestIsThere(@TempDir Path folder) throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, FreePorts.take())) {
      server.untilLeader().put("/v1/kv/kept", "yes");
      server.kill();
    }
    Path log;
    try (var files = Files.list(folder.resolve("raft/log"))) {
      log = files.filter(file -> file.toFile().length() > 0).sorted().toList().getLast();
    }
    tear(log);
    try (ServerProcess server = ServerProcess.start(folder, FreePorts.take())) {
      assertThat(server.untilLeader().get("/v1/kv/kept?raw").body()).isEqualTo("yes");
    }
  }

  /** Puts half a record behind the last one, as a crash in the middle of a write leaves it. */
  private static void tear(Path log) throws Exception {
    byte[] bytes = Files.readAllBytes(log);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    byte[] half = "\0\0\1\0half a record".getBytes(StandardCharsets.US_ASCII);
    byte[] torn = java.util.Arrays.copyOf(bytes, Math.max(bytes.length, end + half.length));
    System.arraycopy(half, 0, torn, end, half.length);
    Files.write(log, torn);
  }

  private static void assertRefused(Path folder, String name, String text, String expected)
      throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    try (ServerProcess server =
        ServerProcess.start(folder.resolve("data"), FreePorts.take(), "-config-file=" + file)) {
      assertThat(server.exitCode()).as(server.output()).isEqualTo(1);
      assertThat(server.output()).contains(expected);
    }
  }
}
