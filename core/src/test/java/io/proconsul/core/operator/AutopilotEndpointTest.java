package io.proconsul.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.testing.TestingApi;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutopilotEndpointTest {
  private static final String CONFIGURATION = "/v1/operator/autopilot/configuration";

  private static Object write(String query, String body) {
    Routes routes = new Routes().add(new AutopilotEndpoint());
    Request request = new Request(
        Method.PUT,
        CONFIGURATION,
        Params.parse(query),
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        "");
    try {
      var handlers = Objects.requireNonNull(routes.find(CONFIGURATION)).handlers();
      Action action = Objects.requireNonNull(handlers.get(Method.PUT)).handle(request);
      return action instanceof Action.Write<?> write ? write.command() : action;
    } catch (ConsulException e) {
      return e.status() + " " + e.getMessage();
    }
  }

  @Test
  void whatIsLeftOutIsAsInTheBeginning() {
    assertThat(write("", "{}")).isEqualTo(new AutopilotCommand.Set(AutopilotConfiguration.DEFAULT));
    assertThat(write("cas=7", "{}"))
        .isEqualTo(new AutopilotCommand.CompareAndSet(AutopilotConfiguration.DEFAULT, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''    | ''                       | autopilot config: EOF",
        "''    | {\"Bogus\":1}            | autopilot config: json: unknown field \"Bogus\"",
        "''    | {\"LastContactThreshold\":\"x\"} | autopilot config: time: invalid duration \"x\"",
        "cas=x | {}                       | cas value: strconv.ParseUint: parsing \"x\": "
            + "invalid syntax",
        "cas=  | {}                       | cas value: strconv.ParseUint: parsing \"\": "
            + "invalid syntax",
      })
  void saysWhatIsWrong(String query, String body, String complaint) {
    assertThat(write(query, body)).isEqualTo("400 Error parsing " + complaint);
  }

  @ParameterizedTest
  @CsvSource({"true, 200, application/json", "false, 429, text/plain; charset=utf-8"})
  void theStatusTellsWhetherAllIsWell(boolean healthy, int status, String type) {
    TestingApi api =
        new TestingApi(new AutopilotEndpoint(), _ -> new AutopilotHealth(healthy, 1, List.of()));
    var answer = api.get("/v1/operator/autopilot/health");
    assertThat(answer.text())
        .isEqualTo(status + " {\"Healthy\":" + healthy + ",\"FailureTolerance\":1,\"Servers\":[]}");
    assertThat(answer.header("Content-Type")).isEqualTo(type);
  }

  @Test
  void theStateIsTold() {
    TestingApi api = new TestingApi(
        new AutopilotEndpoint(), _ -> new AutopilotState(true, 0, List.of(), "", List.of()));
    assertThat(api.get("/v1/operator/autopilot/state").text()).isEqualTo("""
            200 {"Healthy":true,"FailureTolerance":0,"OptimisticFailureTolerance":0,\
            "Servers":{},"Leader":"","Voters":[]}""");
  }
}
