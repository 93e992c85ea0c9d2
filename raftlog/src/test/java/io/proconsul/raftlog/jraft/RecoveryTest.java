package io.proconsul.raftlog.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.TestingMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code peers.json}: an operator says who is left. */
final class RecoveryTest {
  @TempDir
  private Path folder;

  @Test
  void survivorsLeadWithoutTheLostMajority() throws Exception {
    try (var cluster = TestingCluster.start(folder, 5)) {
      cluster.write(cluster.ids(), "before");
      var all = cluster.ids();
      all.forEach(cluster::stop);
      var left = all.subList(0, 2);
      for (var id : left) {
        Files.writeString(
            peers(id),
            "[{\"id\":\"%s\",\"address\":\"10.1.0.1:8300\",\"non_voter\":false},{\"id\":\"%s\"}]"
                .formatted(left.get(0), left.get(1)));
        cluster.startVoter(id);
      }
      cluster.write(left, "after");
      cluster.agree(left, List.of("before", "after"));
      assertThat(cluster.leader().log().configuration().voters()).containsExactlyElementsOf(left);
      for (var id : left) {
        TestingCluster.until(() -> !Files.exists(peers(id)));
      }
      left.forEach(cluster::kill);
      left.forEach(cluster::startVoter);
      cluster.write(left, "again");
    }
  }

  @Test
  void oneOfThreeIsLeftAlone() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      cluster.write(cluster.ids(), "before");
      var last = cluster.ids().getFirst();
      cluster.ids().forEach(cluster::stop);
      Files.writeString(peers(last), "[{\"id\":\"%s\"}]".formatted(last));
      cluster.startVoter(last);
      cluster.write(List.of(last), "after");
      cluster.agree(List.of(last), List.of("before", "after"));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      [{                                            | it is not JSON
      {}                                            | it is not a list
      [1]                                           | its server 1 is not an object
      [{"address":"10.1.0.1:8300"}]                 | its server 1 has no "id"
      [{"id":"a"},{"id":"b c"}]                     | its server 2 has no "id"
      [{"id":"a"},{"id":"a"}]                       | its server 2 has the id of an earlier one
      [{"id":"a","non_voter":1}]                    | its server 1 has a "non_voter"
      []                                            | no server in it votes
      [{"id":"a","non_voter":true}]                 | no server in it votes
      [{"id":"a"}]                                  | no log or snapshot that could be recovered
      """)
  void whatIsWrongWithTheFileIsTold(String content, String message) throws Exception {
    var file = Files.writeString(folder.resolve("peers.json"), content);
    var settings = JRaftSettings.of(folder, "recovery-1");
    assertThatThrownBy(() -> JRaftLog.start(settings, new TestingMachine()))
        .isInstanceOfSatisfying(
            LogException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
    Files.delete(file);
    var machine = new TestingMachine();
    try (var log = JRaftLog.start(settings, machine)) {
      machine.leading.await();
      assertThat(TestingCluster.submit(log, "a").index()).isPositive();
    }
  }

  private Path peers(String id) {
    return folder.resolve(id).resolve("peers.json");
  }
}
