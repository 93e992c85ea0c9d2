package io.proconsul.agent.datacenter;

import static io.proconsul.agent.datacenter.TestingDatacenter.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinWorkerThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come and go. */
@Timeout(300)
class ChangesTest {
  @TempDir
  private Path folder;

  @Test
  void theOthersGoOnWithoutTheirLeader() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(3)) {
      TestingAgent leader = dc.leader();
      AgentConfig there = leader.there();
      leader.put("/kv/before", "1");
      dc.kill(leader);
      TestingAgent other = dc.agents.getFirst();
      assertThat(other.put("/kv/after", "2")).isEqualTo("true");
      assertThat(dc.agents.getLast().get("/kv/before?raw")).isEqualTo("1");
      soon(() -> assertThat(other.get("/health/node/" + leader.name())).contains("critical"));

      TestingAgent again = dc.startAgain(there);
      soon(() -> assertThat(again.get("/kv/after?raw&stale")).isEqualTo("2"));
      soon(() -> assertThat(other.get("/health/node/" + leader.name())).doesNotContain("critical"));
    }
  }

  @Test
  void theMeshKeepsItsRootWhenTheLeaderChangesAndWhenAllStartAgain() throws Exception {
    List<AgentConfig> configs = new ArrayList<>();
    String roots;
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(3)) {
      TestingAgent leader = dc.leader();
      roots = leader.get("/connect/ca/roots");
      assertThat(roots).contains("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE KEY");
      for (TestingAgent agent : dc.agents) {
        assertThat(agent.get("/connect/ca/roots")).isEqualTo(roots);
        configs.add(agent.config);
      }
      dc.kill(leader);
      assertThat(dc.agents.getFirst().put("/kv/after", "1")).isEqualTo("true");
      assertThat(dc.follower().get("/agent/connect/ca/roots")).isEqualTo(roots);
    }
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      for (AgentConfig config : configs) {
        dc.start(dc.server(config.identity().nodeName(), 3, "127.0.0.1"));
      }
      assertThat(dc.leader().get("/connect/ca/roots")).isEqualTo(roots);
      String configuration = dc.leader().get("/connect/ca/configuration");
      assertThat(configuration).contains("\"Provider\":\"consul\"").doesNotContain("PRIVATE KEY");
    }
  }

  @Test
  void allMayComeBackWithOtherAddresses() throws Exception {
    List<AgentConfig> configs = new ArrayList<>();
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(3)) {
      dc.leader().put("/kv/kept", "1");
      for (TestingAgent agent : dc.agents) {
        configs.add(agent.config);
      }
    }
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      for (int i = 0; i < 3; i++) {
        dc.start(dc.server(configs.get(i).identity().nodeName(), 3, "127.0.0." + (11 + i)));
      }
      assertThat(dc.leader().get("/kv/kept?raw")).isEqualTo("1");
      assertThat(dc.follower().put("/kv/new", "2")).isEqualTo("true");
      assertThat(dc.follower().texts("/catalog/nodes", "Node")).containsExactly("s1", "s2", "s3");
      soon(() -> assertThat(dc.follower().texts("/catalog/nodes", "Address"))
          .containsExactly("127.0.0.11", "127.0.0.12", "127.0.0.13"));
      soon(() -> assertThat(dc.follower().get("/status/peers"))
          .contains("127.0.0.11:", "127.0.0.12:", "127.0.0.13:"));
    }
  }

  @Test
  void aServerJoinsIsPromotedAndLeaves() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(3)) {
      dc.leader().put("/kv/old", "1");
      TestingAgent fourth = dc.start(dc.server("s4", 0, "127.0.0.1"));
      soon(() -> assertThat(peers(dc)).containsEntry("s4", "true").hasSize(4));
      assertThat(fourth.get("/kv/old?raw")).isEqualTo("1");
      assertThat(fourth.put("/kv/from-fourth", "1")).isEqualTo("true");

      dc.agents.remove(fourth);
      fourth.leave();
      soon(() -> assertThat(peers(dc)).hasSize(3).doesNotContainKey("s4"));
      soon(() -> assertThat(dc.follower().texts("/catalog/nodes", "Node")).doesNotContain("s4"));
      soon(() -> assertThat(dc.follower().members(false, 3)).containsExactly("s4"));
    }
  }

  private static Map<String, String> peers(TestingDatacenter dc) {
    Map<String, String> voters = new java.util.TreeMap<>();
    if (dc.agents.getFirst().json("/operator/raft/configuration")
            instanceof io.proconsul.codec.Value.Obj found
        && found.get("Servers")
            instanceof io.proconsul.codec.Value.Arr(List<io.proconsul.codec.Value> servers)) {
      servers.forEach(
          one -> voters.put(TestingAgent.text(one, "Node"), TestingAgent.text(one, "Voter")));
    }
    return voters;
  }

  @Test
  void aLeaderThatLeavesHandsOver() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(3)) {
      TestingAgent leader = dc.leader();
      dc.agents.remove(leader);
      leader.leave();
      assertThat(dc.agents.getFirst().put("/kv/a", "1")).isEqualTo("true");
      soon(() -> assertThat(peers(dc)).hasSize(2).doesNotContainKey(leader.name()));
      soon(() ->
          assertThat(dc.leader().texts("/catalog/nodes", "Node")).doesNotContain(leader.name()));
    }
  }

  @Test
  void twoNodesWithOneIdAreNotLetIn() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(1)) {
      AgentConfig config = dc.client("twin");
      Identity own = config.identity();
      TestingAgent twin = dc.start(config.with(new Identity(
          own.nodeName(),
          dc.agents.getFirst().config.identity().nodeId(),
          own.datacenter(),
          own.domain(),
          own.altDomain(),
          Map.of())));
      String refusal = twin.put("/agent/join/" + dc.agents.getFirst().gossip(false), "");
      assertThat(refusal).contains("Member 's1' has conflicting node ID");
      assertThat(dc.agents.getFirst().members(false, 1)).containsExactly("s1");
    }
  }

  @Test
  void serversThatExpectAnotherNumberFoundNothing() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      dc.start(dc.server("s1", 2, "127.0.0.1"));
      dc.start(dc.server("s2", 3, "127.0.0.1"));
      soon(() -> assertThat(dc.agents.getFirst().members(false, 1)).hasSize(2));
      for (TestingAgent agent : dc.agents) {
        assertThat(agent.get("/status/leader")).isEqualTo("\"\"");
      }
      dc.kill(dc.agents.getLast());
      dc.start(dc.server("s3", 2, "127.0.0.1"));
      dc.leader();
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    cycle("warm");
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    cycle("dc1");
    Set<String> left = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && isOurs(thread)) {
        thread.join(60_000);
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    assertThat(left).isEmpty();
  }

  /** The JDK has threads for its client and for virtual ones, as many as there is work. */
  private static boolean isOurs(Thread thread) {
    return !(thread instanceof ForkJoinWorkerThread) && !thread.getName().startsWith("HttpClient");
  }

  private void cycle(String name) throws IOException {
    try (TestingDatacenter dc = new TestingDatacenter(folder, name).found(2)) {
      TestingAgent client = dc.start(dc.client("c1"));
      dc.leader();
      soon(() -> assertThat(client.put("/kv/a", "1")).isEqualTo("true"));
    }
  }

  @Test
  void aPortThatIsTakenEndsTheStart() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1").found(1)) {
      String port = dc.agents.getFirst().gossip(false).split(":")[1];
      AgentConfig config = dc.client("c1");
      var ports =
          new io.proconsul.agent.config.Ports(0, -1, 0, 0, Integer.parseInt(port), 0, -1, -1);
      assertThatThrownBy(() -> dc.start(config.with(ports)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Failed to start LAN Serf: ");
    }
  }
}
