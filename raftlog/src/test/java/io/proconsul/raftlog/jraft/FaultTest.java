package io.proconsul.raftlog.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.TestingCompletion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes and reads while the network and the servers fail; what was acknowledged must hold. */
final class FaultTest {
  private static final int ROUNDS = 30;
  private static final int WRITES_A_ROUND = 20;

  @TempDir
  private Path folder;

  private final List<Write> writes = new ArrayList<>();

  private record Write(String command, TestingCompletion completion) {}

  private record Read(String server, List<String> acknowledged, TestingCompletion completion) {}

  @ParameterizedTest
  @ValueSource(longs = {21, 24})
  void nothingAcknowledgedIsLostOrReadLate(long seed) throws Exception {
    var random = new Random(seed);
    var size = random.nextBoolean() ? 3 : 5;
    try (var cluster =
        TestingCluster.start(folder, size, settings -> settings.withSnapshotEntries(60))) {
      cluster.leader();
      for (var round = 0; round < ROUNDS; round++) {
        fault(cluster, random);
        load(cluster, random, round);
        check(cluster);
      }
      cluster.network.heal();
      cluster.ids().stream()
          .filter(id -> !cluster.running().contains(id))
          .forEach(cluster::startVoter);
      cluster.write(cluster.ids(), "last");
      var result = cluster.leader().machine().applied();
      cluster.agree(cluster.ids(), result);
      assertThat(result).doesNotHaveDuplicates();
      assertThat(new HashSet<>(result)).containsAll(acknowledged());
      assertThat(acknowledged()).isNotEmpty();
    }
  }

  private static void fault(TestingCluster cluster, Random random) {
    var ids = new ArrayList<>(cluster.ids());
    Collections.shuffle(ids, random);
    var one = ids.getFirst();
    switch (random.nextInt(8)) {
      case 0 -> {
        var cut = 1 + random.nextInt(ids.size() - 1);
        cluster.network.partition(ids.subList(0, cut), ids.subList(cut, ids.size()));
      }
      case 1 -> cluster.network.cut(one, ids.get(1));
      case 2 -> ids.forEach(id -> cluster.network.cut(one, id));
      case 3 -> cluster.network.breakConnections(one);
      case 4 -> cluster.network.garble(one, ids.get(1));
      case 5 -> cluster.network.delay(one, ids.get(1), random.nextInt(60));
      case 6 -> {
        if (cluster.running().contains(one)) {
          cluster.kill(one);
        } else {
          cluster.startVoter(one);
        }
      }
      default -> {
        cluster.network.heal();
        if (cluster.running().size() * 2 > ids.size()) {
          cluster.leader();
        }
      }
    }
    if (cluster.running().size() * 2 <= ids.size()) {
      ids.stream().filter(id -> !cluster.running().contains(id)).forEach(cluster::startVoter);
    }
  }

  /** Whoever believes to lead is asked, also those who do no more. */
  private void load(TestingCluster cluster, Random random, int round) throws Exception {
    var open = new ArrayList<TestingCompletion>();
    for (var i = 0; i < WRITES_A_ROUND; i++) {
      var ids = cluster.running();
      var id = ids.get(random.nextInt(ids.size()));
      var command = round + "-" + i;
      var completion = TestingCluster.submit(cluster.get(id).log(), command);
      writes.add(new Write(command, completion));
      open.add(completion);
    }
    TestingCluster.until(() -> open.stream().allMatch(TestingCompletion::answered)
        || open.stream().anyMatch(TestingCompletion::answered));
  }

  /** A read that is let through shows everything that was acknowledged before it was asked for. */
  private void check(TestingCluster cluster) throws Exception {
    var reads = new ArrayList<Read>();
    for (var id : cluster.running()) {
      for (var mode : ReadMode.values()) {
        var read = new Read(id, acknowledged(), new TestingCompletion());
        cluster.get(id).log().readBarrier(mode, read.completion());
        reads.add(read);
      }
    }
    for (var read : reads) {
      TestingCluster.until(read.completion()::answered);
      if (read.completion().succeeded()) {
        var shown = new HashSet<>(cluster.get(read.server()).machine().applied());
        assertThat(shown).containsAll(read.acknowledged());
      }
    }
  }

  private List<String> acknowledged() {
    return writes.stream()
        .filter(write -> write.completion().answered() && write.completion().succeeded())
        .map(Write::command)
        .toList();
  }
}
