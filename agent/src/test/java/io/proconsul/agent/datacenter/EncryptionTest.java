package io.proconsul.agent.datacenter;

import static io.proconsul.agent.datacenter.TestingDatacenter.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.config.TlsConfig;
import io.proconsul.agent.tls.TestingAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys of gossip, and certificates between agents. */
@Timeout(300)
class EncryptionTest {
  private static final String FIRST = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
  private static final String SECOND = "HS5lJ+XuTlYKWaeGYyG+/A==";

  @TempDir
  private Path folder;

  @Test
  void theKeyOfGossipIsReplacedWhileAllRun() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      dc.key = FIRST;
      dc.found(2);
      TestingAgent client = dc.start(dc.client("c1"));
      soon(() -> assertThat(client.members(false, 1)).containsExactly("c1", "s1", "s2"));
      dc.leader();
      // Whichever server is asked must know all members of both pools.
      for (TestingAgent agent : dc.agents.subList(0, 2)) {
        soon(() -> {
          assertThat(agent.members(false, 1)).hasSize(3);
          assertThat(agent.members(true, 1)).hasSize(2);
        });
      }
      soon(() -> assertThat(client.get("/operator/keyring"))
          .contains("\"" + FIRST + "\":3", "\"WAN\":true", "\"" + FIRST + "\":2"));

      String key = "{\"Key\":\"" + SECOND + "\"}";
      taken(client, "POST", key);
      taken(client, "PUT", key);
      taken(client, "DELETE", "{\"Key\":\"" + FIRST + "\"}");
      soon(() -> assertThat(client.get("/operator/keyring"))
          .contains("\"" + SECOND + "\":3")
          .doesNotContain(FIRST));
      assertThat(Files.readString(folder.resolve("dc1/s1/serf/local.keyring")))
          .contains(SECOND)
          .doesNotContain(FIRST);

      dc.key = SECOND;
      TestingAgent late = dc.start(dc.client("c2"));
      soon(() -> assertThat(late.members(false, 1)).containsExactly("c1", "c2", "s1", "s2"));
      String refused = client
          .send("DELETE", "/operator/keyring", "{\"Key\":\"" + SECOND + "\"}")
          .body();
      assertThat(refused).contains("Removing the primary key is not allowed");
    }
  }

  /** As an operator does: once more when a member did not answer in time. */
  private static void taken(TestingAgent agent, String method, String key) {
    soon(() ->
        assertThat(agent.send(method, "/operator/keyring", key).statusCode()).isEqualTo(200));
  }

  @Test
  void whoHasNoKeyIsNotLetIn() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      dc.key = FIRST;
      dc.found(1);
      String address = dc.agents.getFirst().gossip(false);
      dc.key = "";
      TestingAgent stranger = dc.start(dc.client("c1"));
      assertThat(stranger.put("/agent/join/" + address, ""))
          .contains("Remote state is encrypted and encryption is not configured");
      assertThat(dc.agents.getFirst().members(false, 1)).containsExactly("s1");
    }
  }

  @Test
  void agentsProveWhoTheyAre() throws Exception {
    TestingAuthority authority = new TestingAuthority(folder, "authority");
    TlsConfig server = TestingAuthority.rules(
        authority.issue("server.dc1.consul", "localhost"), "incoming", "hostname");
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      dc.tls = server;
      dc.found(3);
      dc.leader();
      dc.tls = TestingAuthority.rules(authority.issue("client.dc1.consul"), "hostname");
      TestingAgent client = dc.start(dc.client("c1"));
      soon(() -> assertThat(client.put("/kv/a", "1")).isEqualTo("true"));
      assertThat(dc.follower().get("/kv/a?raw")).isEqualTo("1");

      dc.tls = TlsConfig.NONE;
      dc.hold = Duration.ofSeconds(2);
      TestingAgent plain = dc.start(dc.client("c2"));
      soon(() -> assertThat(plain.members(false, 1)).hasSize(5));
      assertThat(plain.send("GET", "/kv/a", "").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void aClientsCertificateMakesNoServer() throws Exception {
    TestingAuthority authority = new TestingAuthority(folder, "authority");
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      dc.tls = TestingAuthority.rules(authority.issue("client.dc1.consul"), "hostname");
      dc.found(1);
      dc.hold = Duration.ofSeconds(2);
      TestingAgent client = dc.start(dc.client("c1"));
      soon(() -> assertThat(client.members(false, 1)).hasSize(2));
      assertThat(client.send("GET", "/kv/a", "").statusCode()).isEqualTo(500);
    }
  }
}
