package io.proconsul.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Method;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.testing.TestingApi;
import io.proconsul.model.cluster.RaftConfiguration;
import io.proconsul.model.cluster.RaftServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaftEndpointTest {
  private final TestingApi api = new TestingApi(new RaftEndpoint(), RaftEndpointTest::perform);

  /** Three servers, of which the last does not answer. */
  private static Object perform(Operation<?> operation) {
    if (operation instanceof RaftOperation.Configuration) {
      return new RaftConfiguration(
          List.of(new RaftServer("id-1", "web1", "127.0.0.1:8300", true, "3", true, 9)), 0);
    }
    if (operation instanceof RaftOperation.RemoveById(String id) && !id.equals("id-2")) {
      throw new ConsulException.Refused(
          "id \"" + id + "\" was not found in the Raft configuration");
    }
    return true;
  }

  @Test
  void listsWhoSharesTheLog() {
    assertThat(api.get("/v1/operator/raft/configuration").text()).isEqualTo("""
            200 {"Servers":[{"ID":"id-1","Node":"web1","Address":"127.0.0.1:8300","Leader":true,\
            "ProtocolVersion":"3","Voter":true,"LastIndex":9}],"Index":0}""");
    api.get("/v1/operator/raft/configuration?stale");
    assertThat(api.asked())
        .containsExactly(
            new RaftOperation.Configuration(false), new RaftOperation.Configuration(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | 400 Must specify either ?id with the server's ID or ?address with IP:port"
            + " of peer to remove",
        "?id=a&address | 400 Must specify only one of ?id or ?address",
        "?id=a         | 500 id \"a\" was not found in the Raft configuration",
        "?id=id-2      | '200 '",
        "?address=     | '200 '",
      })
  void takesOneServerOut(String query, String answer) {
    assertThat(api.send(Method.DELETE, "/v1/operator/raft/peer" + query, "").text())
        .isEqualTo(answer);
  }

  @Test
  void leadershipGoesToTheNamedServerOrAny() {
    String path = "/v1/operator/raft/transfer-leader";
    assertThat(api.send(Method.POST, path, "").text()).isEqualTo("200 {\"Success\":true}");
    api.send(Method.POST, path + "?id=id-2", "");
    assertThat(api.asked())
        .containsExactly(new RaftOperation.Transfer(""), new RaftOperation.Transfer("id-2"));
  }
}
