package io.proconsul.core.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.CaOperation;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.LoneServer;
import io.proconsul.core.run.Settings;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingApi;
import io.proconsul.core.testing.TestingAuthority;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.connect.CaConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaEndpointTest {
  private static final String ROOTS = "/v1/connect/ca/roots";
  private static final String AGENT_ROOTS = "/v1/agent/connect/ca/roots";
  private static final String CONFIGURATION = "/v1/connect/ca/configuration";
  private static final Settings.Mesh ON = new Settings.Mesh(true, Duration.ofSeconds(7));

  private final TestingState state = new TestingState();
  private final InMemoryConsensus consensus = new InMemoryConsensus(state);
  private final ManualTimer timer = new ManualTimer();
  private final Routes routes = new Routes().add(new CaEndpoint());
  private final List<Response> answers = new ArrayList<>();
  private ActionRunner runner = runner(ON);

  private ActionRunner runner(Settings.Mesh mesh) {
    return new ActionRunner(
        state.machine,
        LoneServer.of("dc1", consensus),
        timer,
        new SplittableRandom(1),
        new Settings(
            "node1",
            "dc1",
            false,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ZERO,
            mesh));
  }

  private void begin(String path, String query) {
    var route = Objects.requireNonNull(routes.find(path));
    runner.run(
        Objects.requireNonNull(route.handlers().get(Method.GET)),
        Request.get(path, Params.parse(query)),
        Runnable::run,
        answers::add);
  }

  private Response get(String path, String query) {
    answers.clear();
    begin(path, query);
    return answers.getFirst();
  }

  private static String text(Response response) {
    return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
  }

  private void found(String id) {
    state.apply(TestingAuthority.found(state, id));
  }

  private static @Nullable String index(Response response) {
    return response.header("X-Consul-Index");
  }

  @Test
  void rootsAreShownWithoutTheirKeys() {
    found("a");
    Response response = get(ROOTS, "");
    assertThat(text(response)).isEqualTo("""
            200 {"ActiveRootID":"a","TrustDomain":"11111111-2222-3333-4444-55555555555a.consul",\
            "Roots":[{"ID":"a","Name":"Consul CA Primary Cert","SerialNumber":7,\
            "SigningKeyID":"aa:bb","ExternalTrustDomain":"11111111-2222-3333-4444-55555555555A",\
            "NotBefore":"2026-01-02T03:04:05Z","NotAfter":"2035-12-31T03:04:05Z",\
            "RootCert":"cert of a\\n","IntermediateCerts":null,"Active":true,\
            "PrivateKeyType":"ec","PrivateKeyBits":256,"CreateIndex":1,"ModifyIndex":1}]}""");
    assertThat(index(response)).isEqualTo("1");
    assertThat(response.header("X-Cache")).isNull();
  }

  @Test
  void asAChainTheyHaveNoHeadersOfAnAnswer() {
    found("a");
    Response response = get(ROOTS, "pem=true");
    assertThat(text(response)).isEqualTo("200 cert of a\n");
    assertThat(response.headers())
        .containsExactly(new Response.Header("Content-Type", "application/pem-certificate-chain"));
    assertThat(text(get(ROOTS, "pem=0"))).startsWith("200 {");
    assertThat(text(get(ROOTS, "pem=x")))
        .isEqualTo("400 The 'pem' query parameter must be a boolean value");
  }

  @Test
  void anAgentTellsWhetherItKnewThem() {
    found("a");
    Response first = get(AGENT_ROOTS, "");
    assertThat(first.header("X-Cache")).isEqualTo("MISS");
    Response second = get(AGENT_ROOTS, "");
    assertThat(second.header("X-Cache")).isEqualTo("HIT");
    assertThat(second.header("Age")).isEqualTo("0");
    assertThat(text(second)).isEqualTo(text(get(ROOTS, "")));
    assertThat(index(second)).isEqualTo("1");
  }

  @Test
  void aBlockingQueryWaitsForAnotherRoot() {
    found("a");
    begin(ROOTS, "index=1");
    found("a");
    assertThat(answers).isEmpty();
    found("b");
    assertThat(answers).singleElement().satisfies(answer -> {
      assertThat(text(answer)).contains("\"ActiveRootID\":\"b\"");
      assertThat(index(answer)).isEqualTo("3");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {ROOTS, AGENT_ROOTS, CONFIGURATION})
  void whoComesBeforeTheFirstRootWaitsForIt(String path) {
    begin(path, "");
    assertThat(answers).isEmpty();
    found("a");
    assertThat(answers)
        .singleElement()
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(timer.pending()).isZero();
  }

  @Test
  void itGivesUpInTime() {
    begin(ROOTS, "");
    begin(CONFIGURATION, "");
    timer.pass(Duration.ofSeconds(8));
    assertThat(answers)
        .extracting(CaEndpointTest::text)
        .containsExactly(
            "200 {\"ActiveRootID\":\"\",\"TrustDomain\":\"\",\"Roots\":[]}",
            "500 CA is not initialized yet");
  }

  @Test
  void theConfigurationHasNoHeadersOfAnAnswer() {
    found("a");
    Response response = get(CONFIGURATION, "index=1");
    assertThat(text(response)).isEqualTo("""
            200 {"Provider":"consul","Config":{"LeafCertTTL":"72h"},"State":null,\
            "ForceWithoutCrossSigning":false,"CreateIndex":1,"ModifyIndex":1}""");
    assertThat(index(response)).isNull();
  }

  @Test
  void whatIsWantedGoesToTheLeader() {
    TestingApi api = new TestingApi(new CaEndpoint(), _ -> true);
    String body = """
        {"Provider":"consul","Config":{"LeafCertTTL":"48h"},"force_without_cross_signing":true,\
        "CreateIndex":3,"ModifyIndex":7,"ClusterID":"mine"}""";
    assertThat(api.put(CONFIGURATION, body).text()).isEqualTo("200 ");
    assertThat(api.asked())
        .containsExactly(new CaOperation(new CaConfiguration(
            "", "consul", new Value.Obj(Map.of("LeafCertTTL", Value.of("48h"))), true, 0, 0)));
    assertThat(api.put(CONFIGURATION, "[]").text())
        .startsWith("400 json: cannot unmarshal array into Go value of type struct { Force");
    assertThat(api.put(CONFIGURATION, "").text()).isEqualTo("400 EOF");
  }

  @Test
  void withoutAMeshEachQuestionIsRefused() {
    runner = runner(new Settings.Mesh(false, Duration.ofSeconds(7)));
    String refusal = "500 Connect must be enabled in order to use this endpoint";
    Response response = get(ROOTS, "");
    assertThat(text(response)).isEqualTo(refusal);
    assertThat(index(response)).isEqualTo("1");
    assertThat(response.header("X-Consul-KnownLeader")).isEqualTo("false");
    for (String path : List.of(AGENT_ROOTS, CONFIGURATION)) {
      Response other = get(path, "");
      assertThat(text(other)).isEqualTo(refusal);
      assertThat(index(other)).isNull();
    }
  }
}
