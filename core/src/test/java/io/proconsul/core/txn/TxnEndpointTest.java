package io.proconsul.core.txn;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.LoneServer;
import io.proconsul.core.run.Settings;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TxnEndpointTest {
  private static final String META = "\"LastContact\":0,\"KnownLeader\":true,"
      + "\"ConsistencyLevel\":\"\",\"NotModified\":false,\"Backend\":0,"
      + "\"ResultsFilteredByACLs\":false}";

  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ActionRunner runner = new ActionRunner(
      state.machine,
      LoneServer.of("dc1", consensus),
      new ManualTimer(),
      new SplittableRandom(1),
      new Settings(
          "node1", "dc1", false, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ZERO));

  private Response put(String body, String parameters) {
    Routes routes =
        new Routes().add(new TxnEndpoint("dc1", false, new TxnEndpoint.Limits(20, 4_000)));
    Handler handler = Objects.requireNonNull(
        Objects.requireNonNull(routes.find("/v1/txn")).handlers().get(Method.PUT));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("content-length", Integer.toString(bytes.length));
    Request request =
        new Request(Method.PUT, "/v1/txn", Params.parse(parameters), headers, bytes, "");
    List<Response> answers = new ArrayList<>();
    runner.run(handler, request, Runnable::run, answers::add);
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private Response put(String body) {
    return put(body.replace('\'', '"'), "");
  }

  private static String body(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String repeated(int times, String op) {
    return "[" + String.join(",", Collections.nCopies(times, op)) + "]";
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
          ``                                      | EOF
          {                                       | unexpected EOF
          {}                                      | json: cannot unmarshal object into Go value of type api.TxnOps
          ['a']                                   | json: cannot unmarshal string into Go value of type api.TxnOp
          [{'Session':{'Verb':'delete'}}]         | json: unknown field "Session"
          [{'KV':{'Verb':'get','Bogus':1}}]       | json: unknown field "Bogus"
          [{'Service':{'Service':{'Name':'x'}}}]  | json: unknown field "Name"
          [{'KV':{'Verb':5}}]                     | json: cannot unmarshal number into Go struct field KVTxnOp.KV.Verb of type api.KVOp
          [{'KV':{'Flags':-1}}]                   | json: cannot unmarshal number -1 into Go struct field KVTxnOp.KV.Flags of type uint64
          [{'Node':{'Node':{'Address':1}}}]       | json: cannot unmarshal number into Go struct field Node.Node.Node.Address of type string
          [{'KV':{'Value':'a'}}]                  | illegal base64 data at input byte 0
          """)
  void aBodyThatCannotBeReadIsRefusedInGosWords(String body, String reason) {
    Response response = put(body);
    assertThat(response.status()).isEqualTo(400);
    assertThat(body(response)).isEqualTo("Failed to parse body: " + reason);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
          [{'Node':{'Verb':'bogus'}}]                                | unknown node operation: bogus
          [{'Service':{'Verb':'','Service':{'ID':'w'}}}]             | unknown service operation: ``
          [{'Check':{'Verb':'bogus'}}]                               | unknown check operation: bogus
          [{'KV':{'Verb':'set'}}]                                    | Must provide key
          [{'Node':{'Verb':'set'}}]                                  | Must provide node
          [{'Node':{'Verb':'cas','Node':{'Node':'n','ID':'x'}}}]     | Bad node ID: uuid string is wrong length
          [{'Service':{'Verb':'delete','Service':{'ID':'w'}}}]       | Must provide service name (Service.Service) when service ID is provided
          """)
  void whatNoStateAllowsIsAConflictBeforeTheLog(String body, String what) {
    Response response = put(body);
    assertThat(response.status()).isEqualTo(409);
    String shown = what.replace("``", "");
    assertThat(body(response))
        .isEqualTo("{\"Results\":null,\"Errors\":[{\"OpIndex\":0,\"What\":\"" + shown + "\"}]}");
    assertThat(response.header("X-Consul-KnownLeader")).isNull();
    assertThat(state.index).isZero();
  }

  @Test
  void aRefusedQuestionTellsThatNobodyWasAsked() {
    Response response = put("[{'KV':{'Verb':'get','Key':'a'}},{'KV':{'Verb':'get-tree'}}]");
    assertThat(response.status()).isEqualTo(409);
    assertThat(body(response)).contains("\"OpIndex\":1", "\"Index\":0,", "\"KnownLeader\":false");
    assertThat(response.header("X-Consul-KnownLeader")).isEqualTo("false");
  }

  @Test
  void anUnknownVerbOfAKeyFailsAsOneOperationAmongOthers() {
    Response response = put("[{'KV':{'Verb':'bogus','Key':'a'}},{'KV':{'Verb':'get','Key':'b'}}]");
    assertThat(response.status()).isEqualTo(409);
    assertThat(body(response))
        .contains("unknown KV verb \\\"bogus\\\"", "key \\\"b\\\" doesn't exist");
  }

  @Test
  void moreThan128OperationsAreRefused() {
    String get = "{'KV':{'Verb':'delete-tree'}}";
    assertThat(put(repeated(128, get)).status()).isEqualTo(200);
    Response response = put(repeated(129, get));
    assertThat(response.status()).isEqualTo(413);
    assertThat(body(response)).isEqualTo("Transaction contains too many operations (129 > 128)");
  }

  @Test
  void largeValuesAndBodiesAreRefused() {
    String value = "eHh4".repeat(7);
    Response response = put("[{'KV':{'Verb':'set','Key':'a','Value':'" + value + "'}}]");
    assertThat(response.status()).isEqualTo(413);
    assertThat(body(response)).isEqualTo("Value for key \"a\" is too large (21 > 20 bytes)");
    Response whole = put(" ".repeat(4_001));
    assertThat(whole.status()).isEqualTo(413);
    assertThat(body(whole)).startsWith("Request body(4001 bytes) too large, max size: 4000");
  }

  @Test
  void aWriteAnswersWithItsResultsAlone() {
    Response response = put("[{'KV':{'Verb':'set','Key':'a','Value':'MQ==','Namespace':'x'}},{}]");
    assertThat(response.status()).isEqualTo(200);
    assertThat(body(response))
        .isEqualTo("{\"Results\":[{\"KV\":{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":0,"
            + "\"Value\":null,\"CreateIndex\":1,\"ModifyIndex\":1}}],\"Errors\":null}");
    assertThat(response.header("X-Consul-KnownLeader")).isNull();
  }

  @Test
  void aQuestionIsAnsweredWithoutTheLogAndAtOnce() {
    state.set("a", "1");
    Response response = put("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]", "index=99");
    assertThat(body(response))
        .isEqualTo("{\"Results\":[{\"KV\":{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":0,"
            + "\"Value\":\"MQ==\",\"CreateIndex\":1,\"ModifyIndex\":1}}],\"Errors\":null,"
            + "\"Index\":1," + META);
    assertThat(response.header("X-Consul-KnownLeader")).isEqualTo("true");
    assertThat(response.header("X-Consul-LastContact")).isEqualTo("0");
    assertThat(response.header("X-Consul-Index")).isNull();
    assertThat(state.index).isEqualTo(1);
  }

  @Test
  void nothingAtAllIsAQuestion() {
    assertThat(body(put("[]"))).startsWith("{\"Results\":[],\"Errors\":null,\"Index\":1,");
    assertThat(body(put("null"))).startsWith("{\"Results\":[],\"Errors\":null,\"Index\":1,");
  }

  @Test
  void consistencyIsLookedAtForQuestionsAlone() {
    assertThat(put("[]", "stale&consistent").status()).isEqualTo(400);
    assertThat(put("[{\"KV\":{\"Verb\":\"delete\",\"Key\":\"a\"}}]", "stale&consistent")
            .status())
        .isEqualTo(200);
    consensus.leader = false;
    assertThat(put("[]").status()).isEqualTo(500);
  }

  @Test
  void noTagsAreNull() {
    Response response = put("[{'Node':{'Verb':'set','Node':{'Node':'n','Address':'10.0.0.1'}}},"
        + "{'Service':{'Verb':'set','Node':'n','Service':{'Service':'w'}}},"
        + "{'Check':{'Verb':'set','Check':{'Node':'n','Name':'c'}}}]");
    assertThat(response.status()).isEqualTo(200);
    assertThat(body(response))
        .contains(
            "\"Datacenter\":\"dc1\"",
            "\"ID\":\"w\",\"Service\":\"w\",\"Tags\":null",
            "\"CheckID\":\"c\"",
            "\"Status\":\"critical\"",
            "\"ServiceTags\":null");
  }
}
