package io.proconsul.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.CheckKind;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarsTest {
  private static final String PLAIN =
      "{\"Name\":\"web\",\"ID\":\"w1\",\"Port\":80,\"Tags\":[\"t\"],\"Meta\":{\"a\":\"b\"},"
          + "\"Connect\":{\"SidecarService\":{}}}";

  private final TestingLocal local = new TestingLocal();

  @Test
  void aSidecarTakesFromItsParentWhatItDoesNotSay() {
    local.service(PLAIN);
    ServiceInstance sidecar = instance("w1-sidecar-proxy");
    assertThat(sidecar.kind()).isEqualTo("connect-proxy");
    assertThat(sidecar.service()).isEqualTo("web-sidecar-proxy");
    assertThat(sidecar.tags()).containsExactly("t");
    assertThat(sidecar.meta()).containsEntry("a", "b");
    assertThat(sidecar.port()).isEqualTo(21_000);
    assertThat(json(sidecar.proxy()))
        .contains("\"DestinationServiceName\":\"web\"", "\"DestinationServiceID\":\"w1\"")
        .contains("\"LocalServiceAddress\":\"127.0.0.1\"", "\"LocalServicePort\":80");
    assertThat(instance("w1").connect()).isEqualTo(Value.Obj.EMPTY);
  }

  @Test
  void aSidecarIsWatchedUnlessItBringsChecks() {
    local.service(PLAIN);
    LocalCheck listening = check("service:w1-sidecar-proxy:1");
    assertThat(listening.check().name()).isEqualTo("Connect Sidecar Listening");
    assertThat(listening.check().interval()).isEqualTo("10s");
    assertThat(Objects.requireNonNull(listening.definition()).kind())
        .isEqualTo(new CheckKind.Tcp("127.0.0.1:21000", false, new CheckKind.Tls("", false)));
    LocalCheck alias = check("service:w1-sidecar-proxy:2");
    assertThat(alias.check().name()).isEqualTo("Connect Sidecar Aliasing w1");
    assertThat(listening.check().status()).isEqualTo(HealthCheck.CRITICAL);
    local.service("{\"Name\":\"own\",\"Connect\":{\"SidecarService\":"
        + "{\"Check\":{\"Name\":\"mine\",\"TTL\":\"30s\"}}}}");
    assertThat(check("service:own-sidecar-proxy").check().name()).isEqualTo("mine");
  }

  @Test
  void aPortIsKeptAndTheNextFreeOneIsGiven() {
    local.service(PLAIN);
    local.service("{\"Name\":\"taken\",\"Port\":21001}");
    local.service("{\"Name\":\"b\",\"Connect\":{\"SidecarService\":{}}}");
    assertThat(instance("b-sidecar-proxy").port()).isEqualTo(21_002);
    local.registry.deregisterService("w1", LocalStore.Done.IGNORED);
    local.service("{\"Name\":\"b\",\"Connect\":{\"SidecarService\":{}}}");
    assertThat(instance("b-sidecar-proxy").port()).isEqualTo(21_002);
    local.service("{\"Name\":\"b\",\"Connect\":{\"SidecarService\":{\"Port\":5}}}");
    assertThat(instance("b-sidecar-proxy").port()).isEqualTo(5);
  }

  @Test
  void whenAllPortsAreTakenNothingIsRegistered() {
    for (int port = 21_000; port <= 21_255; port++) {
      local.service("{\"Name\":\"s" + port + "\",\"Port\":" + port + "}");
    }
    assertThatThrownBy(() -> local.service(PLAIN))
        .isInstanceOf(ConsulException.class)
        .hasMessageContaining("none left in the configured range [21000, 21255]");
    assertThat(local.state.service("w1")).isNull();
  }

  @Test
  void aSidecarGoesWithItsParent() {
    local.service(PLAIN);
    local.registry.deregisterService("w1", LocalStore.Done.IGNORED);
    assertThat(local.state.services()).isEmpty();
    assertThat(local.state.checks()).isEmpty();
    assertThat(local.store.of(LocalStore.Kind.SERVICE)).isEmpty();
  }

  @Test
  void aProxyOfThatNameThatIsNoSidecarStays() {
    local.service("{\"Name\":\"w1\"}");
    local.service("{\"Name\":\"w1-sidecar-proxy\"}");
    local.registry.deregisterService("w1", LocalStore.Done.IGNORED);
    assertThat(local.state.services()).containsOnlyKeys("w1-sidecar-proxy");
  }

  @Test
  void aRestoredSidecarStillGoesWithItsParent() {
    local.service(PLAIN);
    TestingLocal next = new TestingLocal(LocalSettings.Checks.DEFAULT, local.store);
    next.registry.restore(Assertions::fail);
    assertThat(next.state.services()).containsOnlyKeys("w1", "w1-sidecar-proxy");
    next.registry.deregisterService("w1", LocalStore.Done.IGNORED);
    assertThat(next.state.services()).isEmpty();
  }

  @Test
  void underscoredNamesAreUnderstood() {
    local.service("{\"name\":\"w\",\"port\":1,\"connect\":{\"sidecar_service\":{\"proxy\":"
        + "{\"local_service_port\":7,\"config\":{\"a_b\":1},\"upstreams\":"
        + "[{\"destination_name\":\"db\",\"local_bind_port\":9}]}}}}");
    assertThat(json(instance("w-sidecar-proxy").proxy()))
        .contains("\"LocalServicePort\":7", "\"Config\":{\"a_b\":1}")
        .contains("\"DestinationName\":\"db\"", "\"LocalBindPort\":9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ID':'x'}|Validation failed: 1 error occurred:;* A SidecarService cannot specify an ID as"
            + " this is managed by the agent",
        "{'Connect':{'SidecarService':{}}}|Validation failed: 1 error occurred:;* A SidecarService"
            + " cannot have a nested SidecarService",
        "{'Connect':{'Native':true}}|Failed Validation: 2 errors occurred:;* A Proxy cannot also be"
            + " Connect Native, only typical services;* Port or SocketPath must be set for a"
            + " Connect native service.",
        "{'Proxy':{'Upstreams':[{'LocalBindPort':1}]}}|Failed Validation: 1 error occurred:;*"
            + " upstream destination name cannot be empty",
        "{'Proxy':{'Upstreams':[{'DestinationName':'d'}]}}|Failed Validation: 1 error occurred:;*"
            + " upstream local bind port or local socket path must be defined and nonzero",
        "{'Proxy':{'Upstreams':[{'DestinationName':'d','LocalBindPort':7},{'DestinationName':'e',"
            + "'LocalBindPort':7}]}}|Failed Validation: 1 error occurred:;* upstreams cannot"
            + " contain duplicates by local bind address and port or unix path; \"127.0.0.1:7\" is"
            + " specified twice",
      },
      quoteCharacter = '`')
  void refusesWhatASidecarCannotBe(String sidecar, String message) {
    String json = "{'Name':'a','Port':1,'Connect':{'SidecarService':" + sidecar + "}}";
    assertThatThrownBy(() -> local.service(json.replace('\'', '"')))
        .hasMessage(message.replace(";*", "\n\t*") + "\n\n");
    assertThat(local.state.services()).isEmpty();
  }

  private ServiceInstance instance(String id) {
    return Objects.requireNonNull(local.state.service(id)).instance();
  }

  private LocalCheck check(String id) {
    return Objects.requireNonNull(local.state.check(id));
  }

  private static String json(Value value) {
    return new String(
        JsonWriter.compact(value, Value::writeTo), java.nio.charset.StandardCharsets.UTF_8);
  }
}
