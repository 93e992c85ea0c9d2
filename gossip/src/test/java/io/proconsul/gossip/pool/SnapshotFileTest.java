package io.proconsul.gossip.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.gossip.serf.MemberStatus;
import io.proconsul.gossip.serf.SerfEvent;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SnapshotFileTest {
  @TempDir
  Path folder;

  private SnapshotFile open() throws IOException {
    SnapshotFile file = SnapshotFile.open(
        folder.resolve("serf/local.snapshot"), false, LoggerFactory.getLogger("test"));
    file.start();
    return file;
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("serf/local.snapshot"));
  }

  private static SerfEvent change(MemberChange change, String name) {
    NodeAddress address = new NodeAddress(IpAddress.parse("10.0.0.1"), 8301);
    Member member = new Member(name, address, Map.of(), MemberStatus.ALIVE, Versions.SERF);
    return new SerfEvent.MembersChanged(change, List.of(member));
  }

  private static SerfEvent event(long ltime) {
    return new SerfEvent.UserEventReceived(
        new SerfMessage.UserEvent(ltime, "e", new byte[0], false));
  }

  @Test
  void whatHappenedIsThereAfterARestart() throws IOException {
    try (SnapshotFile file = open()) {
      file.happened(change(MemberChange.JOIN, "a"));
      file.happened(change(MemberChange.JOIN, "b"));
      file.happened(change(MemberChange.UPDATE, "b"));
      file.happened(change(MemberChange.FAILED, "b"));
      file.happened(event(7));
      file.clock(5);
    }
    assertThat(text()).isEqualTo("""
            alive: a 10.0.0.1:8301
            alive: b 10.0.0.1:8301
            not-alive: b
            event-clock: 7
            clock: 4
            """);
    try (SnapshotFile file = open()) {
      assertThat(file.snapshot().alive()).isEqualTo(Map.of("a", "10.0.0.1:8301"));
      assertThat(file.snapshot().clocks()).isEqualTo(new SerfMessage.Clocks(4, 7, 0));
    }
  }

  @Test
  void afterALeaveNothingIsWritten() throws Exception {
    try (SnapshotFile file = open()) {
      file.happened(change(MemberChange.JOIN, "a"));
      file.leave();
      assertThat(text()).endsWith("leave\n");
      file.happened(change(MemberChange.JOIN, "b"));
    }
    assertThat(text()).endsWith("leave\n");
  }

  @Test
  void aTornLineDoesNotSpoilTheNext() throws IOException {
    Files.createDirectories(folder.resolve("serf"));
    Files.writeString(
        folder.resolve("serf/local.snapshot"), "alive: a 10.0.0.1:8301\nalive: b 10.0");
    try (SnapshotFile file = open()) {
      file.happened(event(7));
    }
    try (SnapshotFile file = open()) {
      assertThat(file.snapshot().alive()).containsOnlyKeys("a");
      assertThat(file.snapshot().clocks().events()).isEqualTo(7);
    }
  }

  @Test
  void itIsRewrittenBeforeItGetsLarge() throws IOException {
    try (SnapshotFile file = open()) {
      for (int i = 0; i < 500; i++) {
        file.happened(change(MemberChange.JOIN, "member-" + i % 3 + "x".repeat(1000)));
      }
    }
    assertThat(Files.size(folder.resolve("serf/local.snapshot"))).isLessThan(150 * 1024);
    try (SnapshotFile file = open()) {
      assertThat(file.snapshot().alive()).hasSize(3);
    }
  }

  @Test
  void whatCannotBeOpenedIsAnError() throws IOException {
    Files.createDirectories(folder.resolve("serf/local.snapshot"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("failed to open snapshot: ");
  }

  @Test
  void aKeyringIsItsOwnersOnly() throws IOException {
    Path file = folder.resolve("local.keyring");
    KeyringFile.write(file, List.of("a=="));
    KeyringFile.write(file, List.of("b==", "a=="));
    assertThat(KeyringFile.read(file)).containsExactly("b==", "a==");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> KeyringFile.read(file)).isInstanceOf(IOException.class);
  }
}
