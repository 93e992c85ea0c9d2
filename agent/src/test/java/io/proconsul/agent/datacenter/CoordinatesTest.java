package io.proconsul.agent.datacenter;

import static io.proconsul.agent.datacenter.TestingDatacenter.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code disable_coordinates}. */
@Timeout(300)
class CoordinatesTest {
  @TempDir
  private Path folder;

  @Test
  void whoIsNotToHaveToDoWithCoordinatesSaysSo() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      dc.found(1);
      dc.coordinates = false;
      TestingAgent client = dc.start(dc.client("c1"));
      soon(() -> assertThat(client.members(false, 1)).containsExactly("c1", "s1"));
      for (String path : new String[] {"nodes", "datacenters", "node/s1"}) {
        HttpResponse<String> refused = client.send("GET", "/coordinate/" + path, "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("Coordinate support disabled");
      }
      assertThat(client.send("PUT", "/coordinate/update", "{}").statusCode()).isEqualTo(401);
      assertThat(client.get("/agent/self"))
          .contains("\"Coord\":null", "\"DisableCoordinates\":true");
      assertThat(dc.agents.getFirst().send("GET", "/coordinate/nodes", "").statusCode())
          .isEqualTo(200);
      assertThat(dc.agents.getFirst().get("/agent/self")).doesNotContain("\"Coord\":null");
    }
  }
}
