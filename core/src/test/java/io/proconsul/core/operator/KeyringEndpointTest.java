package io.proconsul.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Method;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.testing.TestingApi;
import io.proconsul.model.cluster.KeyringResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyringEndpointTest {
  private static final String PATH = "/v1/operator/keyring";
  private final TestingApi api = new TestingApi(new KeyringEndpoint(), KeyringEndpointTest::answer);

  /** Pools that know the key {@code a=}; who asks for another one fails. */
  private static Object answer(Operation<?> operation) {
    KeyringOperation asked = (KeyringOperation) operation;
    boolean fails = !asked.key().isEmpty() && !asked.key().equals("a=");
    return List.of(pool(true, "web1.dc1", fails), pool(false, "web1", fails));
  }

  private static KeyringResponse pool(boolean wan, String node, boolean fails) {
    Map<String, Integer> keys = fails ? Map.of() : Map.of("a=", 1);
    Map<String, String> said = fails ? Map.of(node, "No such key") : Map.of();
    String error = fails ? "1/1 nodes reported failure" : "";
    return new KeyringResponse(wan, "dc1", "", said, keys, keys, 1, error);
  }

  @Test
  void listsTheKeysOfEachPool() {
    assertThat(api.get(PATH + "?relay-factor=3&local-only=true").text()).isEqualTo("""
            200 [{"WAN":true,"Datacenter":"dc1","Segment":"","Keys":{"a=":1},\
            "PrimaryKeys":{"a=":1},"NumNodes":1},{"WAN":false,"Datacenter":"dc1","Segment":"",\
            "Keys":{"a=":1},"PrimaryKeys":{"a=":1},"NumNodes":1}]""");
    assertThat(api.asked())
        .containsExactly(new KeyringOperation(KeyringOperation.Action.LIST, "", 3, true, false));
  }

  @ParameterizedTest
  @CsvSource({"POST, INSTALL", "PUT, USE", "DELETE, REMOVE"})
  void changesKeysEverywhere(Method method, KeyringOperation.Action action) {
    assertThat(api.send(method, PATH, "{\"Key\":\"a=\",\"RelayFactor\":2}").text())
        .isEqualTo("200 ");
    assertThat(api.asked()).containsExactly(new KeyringOperation(action, "a=", 2, false, false));
  }

  @Test
  void everyComplaintIsTold() {
    assertThat(api.put(PATH, "{\"Key\":\"b=\"}").text()).isEqualTo("""
            500 4 errors occurred:
            \t* WAN error: 1/1 nodes reported failure
            \t* web1.dc1: No such key
            \t* dc1 (LAN) error: 1/1 nodes reported failure
            \t* web1: No such key

            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?relay-factor=x  | Error parsing relay factor: strconv.Atoi: parsing \"x\": invalid syntax",
        "?relay-factor=6  | Invalid relay-factor: Relay factor must be in range: [0, 5]",
        "?relay-factor=-1 | Invalid relay-factor: Relay factor must be in range: [0, 5]",
        "?local-only=x    | Error parsing local-only: strconv.ParseBool: parsing \"x\": "
            + "invalid syntax",
        "?local-only=1    | Invalid use of local-only: local-only can only be set for list requests",
      })
  void saysWhatIsWrong(String query, String complaint) {
    assertThat(api.put(PATH + query, "{}").text()).isEqualTo("400 " + complaint);
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void refusesFieldsThatNobodyKnows() {
    assertThat(api.put(PATH, "{\"Kay\":\"b=\"}").text())
        .isEqualTo("400 json: unknown field \"Kay\"");
  }
}
