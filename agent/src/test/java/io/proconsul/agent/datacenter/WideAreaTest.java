package io.proconsul.agent.datacenter;

import static io.proconsul.agent.datacenter.TestingDatacenter.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two datacenters: two servers and a client in the east, one server in the west. */
@Timeout(300)
class WideAreaTest {
  @TempDir
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static TestingDatacenter east;

  @SuppressWarnings("NullAway.Init")
  private static TestingDatacenter west;

  @SuppressWarnings("NullAway.Init")
  private static TestingAgent client;

  @SuppressWarnings("NullAway.Init")
  private static TestingAgent far;

  @BeforeAll
  static void start() throws Exception {
    east = new TestingDatacenter(folder, "east").found(2);
    client = east.start(east.client("c1"));
    west = new TestingDatacenter(folder, "west").found(1);
    far = west.agents.getFirst();
    east.leader();
    west.leader();
    String joined = far.put("/agent/join/" + east.follower().gossip(true) + "?wan=1", "");
    assertThat(joined).isEmpty();
    soon(() -> {
      assertThat(far.members(true, 1)).containsExactly("s1.east", "s1.west", "s2.east");
      assertThat(client.get("/catalog/datacenters")).isEqualTo("[\"east\",\"west\"]");
      assertThat(east.follower().members(true, 1)).hasSize(3);
      assertThat(east.leader().members(true, 1)).hasSize(3);
    });
  }

  @AfterAll
  static void end() {
    east.close();
    west.close();
  }

  @Test
  void eachServerAndClientReachesTheOther() {
    for (TestingAgent agent : east.agents) {
      assertThat(agent.put("/kv/" + agent.name() + "?dc=west", "x")).isEqualTo("true");
      assertThat(agent.get("/kv/" + agent.name() + "?dc=west&raw")).isEqualTo("x");
      assertThat(agent.send("GET", "/kv/" + agent.name(), "").statusCode()).isEqualTo(404);
      assertThat(far.get("/kv/" + agent.name() + "?raw")).isEqualTo("x");
    }
    assertThat(far.put("/kv/back?dc=east", "y")).isEqualTo("true");
    assertThat(client.get("/kv/back?raw")).isEqualTo("y");
  }

  @Test
  void servicesOfTheOtherAreFound() throws Exception {
    far.put("/agent/service/register", "{\"Name\":\"db\",\"Port\":5432}");
    soon(() -> assertThat(client.texts("/health/service/db?dc=west&passing", "Node.Node"))
        .containsExactly("s1"));
    for (TestingAgent agent : east.agents) {
      assertThat(agent.dns("db.service.west.consul")).containsExactly("127.0.0.1");
      assertThat(agent.dns("db.service.consul")).isEmpty();
      assertThat(agent.dns("s1.node.west.consul")).containsExactly("127.0.0.1");
    }
  }

  @Test
  void aBlockingQueryAcrossIsWoken() {
    far.put("/kv/watched", "old");
    HttpResponse<String> before = client.send("GET", "/kv/watched?dc=west&raw", "");
    String index = before.headers().firstValue("X-Consul-Index").orElseThrow();
    CompletableFuture<HttpResponse<String>> waiting =
        client.begin("GET", "/kv/watched?dc=west&raw&wait=20s&index=" + index, "");
    far.put("/kv/watched", "new");
    assertThat(waiting.join().body()).isEqualTo("new");
  }

  @Test
  void theOthersLeaderAndPeersAreTold() {
    assertThat(client.get("/status/leader?dc=west")).isEqualTo(far.get("/status/leader"));
    assertThat(far.list("/status/peers?dc=east")).hasSize(2);
    assertThat(far.get("/operator/raft/configuration?dc=east")).contains("s1", "s2");
  }

  @Test
  void eventsStayInTheirDatacenter() {
    client.put("/event/fire/far?dc=west", "x");
    soon(() -> assertThat(far.texts("/event/list?name=far", "Name")).containsExactly("far"));
    assertThat(client.texts("/event/list?name=far", "Name")).isEmpty();
  }

  @Test
  void distancesBetweenDatacentersAreKnown() {
    soon(() -> assertThat(client.texts("/coordinate/datacenters", "Datacenter"))
        .containsExactly("east", "west"));
  }

  @Test
  void sessionsAndTransactionsGoAcross() {
    String made = client.put("/session/create?dc=west", "{\"Node\":\"s1\"}");
    String id = made.replaceAll("(?s).*\"ID\":\\s*\"([^\"]+)\".*", "$1");
    assertThat(far.texts("/session/info/" + id, "ID")).containsExactly(id);
    String set = "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"t\",\"Value\":\"eA==\"}}]";
    assertThat(client.send("PUT", "/txn?dc=west", set).statusCode()).isEqualTo(200);
    assertThat(far.get("/kv/t?raw")).isEqualTo("x");
  }
}
