package io.proconsul.agent.datacenter;

import static io.proconsul.agent.datacenter.TestingDatacenter.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers and a client. */
@Timeout(300)
class DatacenterTest {
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
  void allAgreeOnLeaderPeersAndMembers() {
    dc.leader();
    for (TestingAgent agent : dc.agents) {
      soon(() -> {
        assertThat(agent.list("/status/peers")).hasSize(3);
        assertThat(agent.members(false, 1)).containsExactly("c1", "s1", "s2", "s3");
      });
    }
  }

  @Test
  void whatIsWrittenAtOneIsReadAtAll() {
    int round = 0;
    for (TestingAgent writer : dc.agents) {
      String value = "v" + round++;
      assertThat(writer.put("/kv/shared", value)).isEqualTo("true");
      for (TestingAgent reader : dc.agents) {
        assertThat(reader.get("/kv/shared?raw"))
            .as(writer.name() + reader.name())
            .isEqualTo(value);
        assertThat(reader.get("/kv/shared?raw&consistent")).isEqualTo(value);
        soon(() -> assertThat(reader.get("/kv/shared?raw&stale")).isEqualTo(value));
      }
    }
  }

  @Test
  void aClientsServiceIsFoundEverywhere() {
    assertThat(client
            .send("PUT", "/agent/service/register", "{\"Name\":\"web\",\"Port\":80}")
            .statusCode())
        .isEqualTo(200);
    for (TestingAgent agent : dc.agents) {
      soon(() -> {
        assertThat(agent.texts("/health/service/web?passing", "Node.Node")).containsExactly("c1");
        assertThat(agent.dns("web.service.consul")).containsExactly("127.0.0.1");
      });
    }
    client.put("/agent/service/deregister/web", "");
    soon(() -> assertThat(dc.follower().get("/health/service/web")).isEqualTo("[]"));
  }

  @Test
  void aBlockingQueryThroughAClientIsWokenByAWriteElsewhere() {
    dc.leader().put("/kv/watched", "old");
    HttpResponse<String> before = client.send("GET", "/kv/watched?raw", "");
    String index = before.headers().firstValue("X-Consul-Index").orElseThrow();
    CompletableFuture<HttpResponse<String>> waiting =
        client.begin("GET", "/kv/watched?raw&wait=20s&index=" + index, "");
    dc.follower().put("/kv/watched", "new");
    assertThat(waiting.join().body()).isEqualTo("new");
  }

  @Test
  void sessionsAndLocksWorkThroughAFollowerAndAClient() {
    TestingAgent follower = dc.follower();
    String made = follower.put("/session/create", "{\"TTL\":\"30s\"}");
    String id = made.replaceAll("(?s).*\"ID\":\\s*\"([^\"]+)\".*", "$1");
    assertThat(client.put("/kv/lock?acquire=" + id, "")).isEqualTo("true");
    assertThat(follower.texts("/kv/lock", "Session")).containsExactly(id);
    assertThat(client.put("/session/renew/" + id, "")).contains(id);
    assertThat(follower.put("/session/renew/" + id, "")).contains(id);
    assertThat(client.put("/session/destroy/" + id, "")).isEqualTo("true");
    assertThat(dc.leader().list("/kv/lock")).noneMatch(kv -> kv.toString().contains(id));
  }

  @Test
  void eventsFiredAtAClientReachAll() {
    assertThat(client.send("PUT", "/event/fire/deploy", "now").statusCode()).isEqualTo(200);
    for (TestingAgent agent : dc.agents) {
      soon(() -> assertThat(agent.texts("/event/list?name=deploy", "Name")).contains("deploy"));
    }
  }

  @Test
  void transactionsAreAllOrNothingThroughAClient() {
    String body = "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"t/a\",\"Value\":\"eA==\"}},"
        + "{\"KV\":{\"Verb\":\"check-not-exists\",\"Key\":\"t/a\"}}]";
    assertThat(client.send("PUT", "/txn", body).statusCode()).isEqualTo(409);
    assertThat(client.send("GET", "/kv/t/a", "").statusCode()).isEqualTo(404);
    assertThat(
            client.send("PUT", "/txn", body.replace("check-not-exists", "get")).statusCode())
        .isEqualTo(200);
    assertThat(dc.follower().get("/kv/t/a?raw")).isEqualTo("x");
  }

  @Test
  void allTrustOneRoot() {
    String roots = dc.leader().get("/connect/ca/roots");
    assertThat(roots).contains("\"Active\":true");
    for (TestingAgent agent : dc.agents) {
      assertThat(agent.get("/connect/ca/roots")).isEqualTo(roots);
      assertThat(agent.get("/agent/connect/ca/roots")).isEqualTo(roots);
      assertThat(agent.get("/connect/ca/roots?pem=1")).startsWith("-----BEGIN CERTIFICATE-----");
      assertThat(agent.get("/connect/ca/configuration")).contains("\"Provider\":\"consul\"");
    }
  }

  @Test
  void theAuthorityIsChangedThroughAClientAndAFollower() {
    String path = "/connect/ca/configuration";
    String wide = "{\"Provider\":\"consul\",\"Config\":{\"PrivateKeyBits\":384}}";
    String before = dc.leader().get("/connect/ca/roots?pem=1");
    assertThat(client.send("PUT", path, wide).statusCode()).isEqualTo(200);
    for (TestingAgent agent : dc.agents) {
      soon(() ->
          assertThat(agent.get("/connect/ca/roots?stale")).contains("\"PrivateKeyBits\":384"));
      assertThat(agent.get("/connect/ca/roots?pem=1")).contains(before);
    }
    assertThat(dc.follower().put(path, "{\"Provider\":\"nope\"}"))
        .endsWith("could not initialize provider: unknown CA provider \"nope\"");
    assertThat(dc.leader().get(path)).contains("384");
  }

  @Test
  void operatorsSeeTheServersFromEverywhere() {
    for (TestingAgent agent : dc.agents) {
      soon(() -> {
        assertThat(agent.texts("/operator/raft/configuration", "Index")).isEmpty();
        assertThat(agent.get("/operator/raft/configuration")).contains("s1", "s2", "s3");
        assertThat(TestingAgent.text(agent.json("/operator/autopilot/health"), "Healthy"))
            .isEqualTo("true");
      });
    }
  }

  @Test
  void leadershipCanBeMoved() {
    TestingAgent leader = dc.leader();
    assertThat(client.send("POST", "/operator/raft/transfer-leader", "").body()).contains("true");
    soon(() -> assertThat(dc.leader()).isNotSameAs(leader));
    assertThat(client.put("/kv/after-transfer", "1")).isEqualTo("true");
  }

  @Test
  void anUnknownDatacenterHasNoPath() {
    for (TestingAgent agent : List.of(client, dc.follower())) {
      HttpResponse<String> answer = agent.send("GET", "/kv/a?dc=nowhere", "");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("No path to datacenter");
    }
  }

  @Test
  void distancesAreKnownForAllNodes() {
    soon(() -> assertThat(dc.follower().texts("/coordinate/nodes", "Node"))
        .contains("s1", "s2", "s3", "c1"));
  }

  @Test
  void aClientWritesWhereItStandsAndOrdersByDistance() {
    String far = "{\"Node\":\"c1\",\"Segment\":\"\",\"Coord\":{\"Vec\":[9,0,0,0,0,0,0,0],"
        + "\"Error\":1,\"Adjustment\":0,\"Height\":0.00001}}";
    // Its own measurements are written over it now and then.
    soon(() -> {
      assertThat(client.send("PUT", "/coordinate/update", far).statusCode()).isEqualTo(200);
      assertThat(client.get("/coordinate/node/c1")).contains("\"Vec\":[9,");
      assertThat(client.texts("/coordinate/nodes", "Node")).contains("c1", "s1", "s2", "s3");
      assertThat(client.texts("/catalog/nodes?near=s1", "Node")).endsWith("c1");
      assertThat(client.texts("/catalog/nodes?near=c1", "Node")).startsWith("c1");
    });
  }

  @Test
  void agentsTellWhatTheyAre() {
    soon(() -> {
      String self = client.get("/agent/self");
      assertThat(self).contains("\"known_servers\":\"3\"", "\"server\":\"false\"");
      assertThat(self).contains("check_monitors", "check_ttls");
    });
  }

  @Test
  void anAgentOfAnotherDatacenterIsNotLetIn() throws Exception {
    try (TestingDatacenter other = new TestingDatacenter(folder, "other").found(1)) {
      HttpResponse<String> answer =
          client.send("PUT", "/agent/join/" + other.agents.getFirst().gossip(false), "");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("part of wrong datacenter 'other'");
      assertThat(client.members(false, 1)).doesNotContain("other");
    }
  }
}
