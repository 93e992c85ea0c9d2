package io.proconsul.raftlog.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterTest {
  @TempDir
  private Path folder;

  @Test
  void threeElectALeaderAndAgree() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var leader = cluster.leader();
      var commands = new ArrayList<String>();
      for (var i = 0; i < 200; i++) {
        commands.add("c" + i);
        assertThat(TestingCluster.submit(leader.log(), "c" + i).index()).isPositive();
      }
      cluster.agree(cluster.ids(), commands);
      assertThat(leader.log().configuration().voters()).containsExactlyElementsOf(cluster.ids());
    }
  }

  @Test
  void anotherLeadsWhenTheLeaderIsGone() throws Exception {
    try (var cluster = TestingCluster.start(folder, 3)) {
      var first = cluster.leader();
      cluster.write(cluster.ids(), "before");
      cluster.kill(first.id());
      cluster.write(cluster.running(), "after");
      cluster.startVoter(first.id());
      cluster.write(cluster.ids(), "back");
      cluster.agree(cluster.ids(), java.util.List.of("before", "after", "back"));
    }
  }
}
