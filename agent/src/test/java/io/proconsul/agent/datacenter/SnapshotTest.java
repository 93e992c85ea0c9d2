package io.proconsul.agent.datacenter;

import static io.proconsul.agent.datacenter.TestingDatacenter.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of three servers, taken and restored through each of them and through a client. */
@Timeout(300)
class SnapshotTest {
  @TempDir
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static TestingDatacenter dc;

  @SuppressWarnings("NullAway.Init")
  private static TestingAgent client;

  @BeforeAll
  static void start() throws Exception {
    dc = new TestingDatacenter(folder, "dc1").found(3);
    client = dc.start(dc.client("c1"));
    soon(() -> assertThat(client.texts("/catalog/nodes", "Node")).contains("c1", "s1", "s2", "s3"));
  }

  @AfterAll
  static void end() {
    dc.close();
  }

  @Test
  void whoWatchesThroughAClientSeesTheRestoredState() {
    client.put("/kv/watched", "then");
    byte[] snapshot = client.bytes("/snapshot");
    client.put("/kv/watched", "now");
    client.put("/kv/later", "x");
    String index = client
        .send("GET", "/kv/watched", "")
        .headers()
        .firstValue("X-Consul-Index")
        .orElseThrow();
    CompletableFuture<HttpResponse<String>> watching =
        client.begin("GET", "/kv/watched?raw&wait=5m&index=" + index, "");

    assertThat(client.put("/snapshot", snapshot).statusCode()).isEqualTo(200);

    assertThat(watching.join().body()).isEqualTo("then");
    for (TestingAgent agent : dc.agents) {
      soon(() -> {
        assertThat(agent.get("/kv/watched?raw&stale")).isEqualTo("then");
        assertThat(agent.send("GET", "/kv/later?stale", "").statusCode()).isEqualTo(404);
      });
    }
    assertThat(client.put("/kv/after", "1")).isEqualTo("true");
    soon(() -> assertThat(dc.follower().texts("/health/node/c1", "Status")).contains("passing"));
  }

  @Test
  void everyServerTakesAndRestores() {
    int round = 0;
    for (TestingAgent agent : dc.agents) {
      String key = "/kv/round" + round++;
      agent.put(key, "kept");
      byte[] snapshot = agent.bytes("/snapshot");
      agent.put(key, "lost");
      assertThat(agent.put("/snapshot", snapshot).statusCode()).as(agent.name()).isEqualTo(200);
      assertThat(dc.leader().get(key + "?raw")).as(agent.name()).isEqualTo("kept");
    }
  }

  @Test
  void aDamagedSnapshotIsRefusedAndNothingChanges() {
    client.put("/kv/safe", "1");
    byte[] snapshot = client.bytes("/snapshot");
    byte[] cut = Arrays.copyOf(snapshot, snapshot.length - 20);
    client.put("/kv/safe", "2");
    for (TestingAgent agent : dc.agents) {
      HttpResponse<String> refused = agent.put("/snapshot", cut);
      assertThat(refused.statusCode()).as(agent.name()).isEqualTo(500);
      assertThat(refused.body()).contains("failed to read snapshot file");
      assertThat(agent.get("/kv/safe?raw")).isEqualTo("2");
    }
  }
}
