package io.proconsul.agent.config.load;

import static io.proconsul.agent.config.load.Loading.config;
import static io.proconsul.agent.config.load.Loading.dev;
import static io.proconsul.agent.config.load.Loading.loaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.Limits;
import io.proconsul.agent.config.TlsConfig;
import io.proconsul.agent.config.sockaddr.TestingInterfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConfigLoaderTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvFileSource(resources = "/config/start-errors.csv", delimiter = '~')
  void refusesWithConsulsWords(String flags, String message) {
    assertThatThrownBy(() -> config(flags.trim().split(" \\+ ")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message.replace("\\n", "\n").replace("\\t", "\t"));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/config/warnings.csv", delimiter = '~')
  void warnsOf(String hcl, String warning) {
    assertThat(loaded("-dev", "-node=web1", "-hcl=" + hcl).warnings()).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/config/accepted.csv", delimiter = '~')
  void takesWithoutAWord(String hcl) {
    assertThat(loaded("-dev", "-node=web1", "-hcl=" + hcl).warnings()).isEmpty();
  }

  @Test
  void filesMergeInOrderAndFlagsWin() throws IOException {
    Files.writeString(
        folder.resolve("b.hcl"), "datacenter = \"b\" node_meta { b = \"2\" both = \"b\" }");
    Files.writeString(
        folder.resolve("a.json"),
        "{\"datacenter\":\"a\",\"node_meta\":{\"a\":\"1\",\"both\":\"a\"},"
            + "\"recursors\":[\"1.1.1.1\"]}");
    Files.writeString(folder.resolve("ignored.txt"), "not read");
    AgentConfig config = config(
        "-dev",
        "-config-dir=" + folder,
        "-datacenter=flag",
        "-node-meta=c:3",
        "-recursor=8.8.8.8",
        "-hcl=recursors = [\"9.9.9.9\"]");
    assertThat(config.identity().datacenter()).isEqualTo("flag");
    assertThat(config.identity().nodeMeta())
        .isEqualTo(Map.of("a", "1", "b", "2", "both", "b", "c", "3"));
    assertThat(config.dns().recursors()).containsExactly("8.8.8.8", "1.1.1.1", "9.9.9.9");
  }

  @Test
  void errorsNameTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("x.hcl"), "datacenter = 'x'");
    assertThatThrownBy(() -> config("-dev", "-config-file=" + file))
        .hasMessage("failed to parse " + file + ": At 1:14: illegal char");
    Path json = Files.writeString(folder.resolve("x.json"), "{\"a\" 1}");
    assertThatThrownBy(() -> config("-dev", "-config-file=" + json))
        .hasMessage("failed to parse " + json + ": invalid character '1' after object key");
  }

  @Test
  void unreadableFoldersAndFilesAreErrors() {
    String missing = folder.resolve("none").toString();
    assertThatThrownBy(() -> config("-dev", "-config-dir=" + missing))
        .hasMessage("config: Open failed on " + missing + ". open " + missing
            + ": no such file or directory");
  }

  @Test
  void filesOfOtherNamesNeedAFormat() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "datacenter = \"x\"");
    LoadedConfig skipped = loaded("-dev", "-node=web1", "-config-file=" + file);
    assertThat(skipped.config().identity().datacenter()).isEqualTo("dc1");
    assertThat(skipped.warnings())
        .containsExactly("skipping file " + file
            + ", extension must be .hcl or .json, or config format must be set");
    AgentConfig read = config("-dev", "-config-file=" + file, "-config-format=hcl");
    assertThat(read.identity().datacenter()).isEqualTo("x");
  }

  @Test
  void definitionsOfAllFilesAddUp() throws IOException {
    Files.writeString(
        folder.resolve("a.hcl"),
        "service { name = \"web\" port = 80 check { id = \"c\" ttl = \"1m\" } }");
    Files.writeString(
        folder.resolve("b.json"),
        "{\"services\":[{\"name\":\"db\"}],\"check\":{\"name\":\"n\",\"ttl\":\"1h\"}}");
    AgentConfig config = config("-dev", "-config-dir=" + folder);
    assertThat(config.definitions().services()).extracting("name").containsExactly("web", "db");
    assertThat(config.definitions().services().getFirst().checks())
        .extracting("id")
        .containsExactly("c");
    assertThat(config.definitions().checks()).extracting("name").containsExactly("n");
  }

  @Test
  void templatesNameWhomToJoinAndWhereToGossip() {
    AgentConfig config = config(
        "-dev",
        "-retry-join=10.0.0.1:8301",
        "-retry-join={{ GetInterfaceIPs \"eth0\" }}",
        "-retry-join={{ GetInterfaceIPs \"none\" }}",
        "-hcl=serf_lan = \"{{ GetPrivateIP }}\"");
    assertThat(config.cluster().lan().join())
        .containsExactly("10.0.0.1:8301", "10.1.2.3", "fd00::2");
    assertThat(config.cluster().lan().bind()).isEqualTo("10.1.2.3");
  }

  @Test
  void cloudAutoJoinIsRefusedInPlainWords() {
    assertThatThrownBy(() -> config("-dev", "-retry-join=provider=aws tag_key=consul"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("retry_join: cloud auto-join is not supported: \"provider=aws\"")
        .hasMessageContaining("by IP address or DNS name");
    assertThatThrownBy(
            () -> config("-dev", "-retry-join-wan=tag_key=consul provider=azure tag_value=x"))
        .hasMessageContaining("retry_join_wan: cloud auto-join is not supported");
  }

  @Test
  void aNodeIdIsMadeUpOnceAndKept() throws IOException {
    String[] flags = {"-server", "-bootstrap-expect=1", "-bind=127.0.0.1", "-data-dir=" + folder};
    String id = config(flags).identity().nodeId();
    assertThat(Files.readString(folder.resolve("node-id"))).isEqualTo(id);
    assertThat(Files.getPosixFilePermissions(folder.resolve("node-id"))).hasSize(2);
    assertThat(config(flags).identity().nodeId()).isEqualTo(id);
  }

  @Test
  void validateWritesNothing() throws IOException {
    Path file =
        Files.writeString(folder.resolve("x.hcl"), "data_dir = \"" + folder.resolve("data") + "\"");
    List<String> warnings =
        new ConfigLoader(TestingInterfaces.ONE_PRIVATE).validate(List.of(file.toString()), "");
    assertThat(warnings).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void devListensOnLoopbackAndElsewhereOnThePrivateAddress() {
    assertThat(dev("").addresses().bind()).isEqualTo("127.0.0.1");
    AgentConfig server = config("-server", "-bootstrap", "-node=a", "-data-dir=" + folder);
    assertThat(server.addresses().bind()).isEqualTo("0.0.0.0");
    assertThat(server.addresses().advertise()).isEqualTo("10.1.2.3");
    assertThat(server.addresses().http()).containsExactly("127.0.0.1");
    assertThat(server.ports().grpc()).isEqualTo(-1);
    assertThat(server.ports().grpcTls()).isEqualTo(8503);
  }

  @Test
  void severalPrivateAddressesLeaveTheChoiceToTheUser() {
    ConfigLoader loader = new ConfigLoader(TestingInterfaces.TWO_PRIVATE);
    AgentArguments arguments = Loading.arguments("-server", "-bootstrap", "-data-dir=" + folder);
    assertThatThrownBy(() -> loader.load(arguments))
        .hasMessage("Multiple private IPv4 addresses found. Please configure one with 'bind' and/or"
            + " 'advertise'.");
  }

  @Test
  void oldNamesOfTlsStillCount() {
    AgentConfig config = dev("cert_file = \"c\" key_file = \"k\" verify_incoming_https = true");
    assertThat(config.operation().https().certFile()).isEqualTo("c");
    assertThat(config.operation().https().verifyIncoming()).isTrue();
  }

  @Test
  void tlsOfRpcHasItsOwnSettingsAboveTheDefaults() {
    AgentConfig config = dev("""
        ca_file = "c" verify_outgoing = true verify_incoming_rpc = true
        tls { internal_rpc { verify_server_hostname = true tls_min_version = "TLSv1_3" } }
        """);
    TlsConfig rpc = config.operation().internalRpc();
    assertThat(rpc.caFile()).isEqualTo("c");
    assertThat(rpc.minVersion()).isEqualTo("TLSv1_3");
    assertThat(rpc.verifyIncoming()).isTrue();
    assertThat(rpc.verifyOutgoing()).isTrue();
    assertThat(rpc.verifyServerHostname()).isTrue();
    TlsConfig https = config.operation().https();
    assertThat(https.verifyIncoming()).isFalse();
    assertThat(https.verifyServerHostname()).isFalse();
  }

  @Test
  void whoMustBeAServerIsCalledWithTls() {
    TlsConfig rpc =
        dev("tls { defaults { verify_server_hostname = true } }").operation().internalRpc();
    assertThat(rpc.verifyServerHostname()).isTrue();
    assertThat(rpc.verifyOutgoing()).isTrue();
  }

  @Test
  void readsLimitsOfRpc() {
    assertThat(dev("""
            limits { rpc_rate = 2.5 rpc_max_burst = 7 rpc_max_conns_per_client = 3
              rpc_handshake_timeout = "1s" rpc_client_timeout = "2s" }
            """).limits().rpc())
        .isEqualTo(new Limits.Rpc(3, Duration.ofSeconds(1), Duration.ofSeconds(2), 2.5, 7));
  }

  @Test
  void readsDurationsAndLimits() {
    AgentConfig config = dev("session_ttl_min = \"3s\" limits { kv_max_value_size = 10 }"
        + " http_config { response_headers { x = \"y\" } } default_query_time = \"1m\"");
    assertThat(config.performance().sessionTtlMin()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.limits().kvMaxValueSize()).isEqualTo(10);
    assertThat(config.http().responseHeaders()).isEqualTo(Map.of("x", "y"));
    assertThat(config.http().defaultQueryTime()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void portZeroIsOffAndClientMayBeASocket() {
    AgentConfig config = dev("ports { dns = 0 } addresses { http = \"unix:///tmp/x 127.0.0.1\" }");
    assertThat(config.ports().dns()).isEqualTo(-1);
    assertThat(config.addresses().http()).containsExactly("unix:///tmp/x", "127.0.0.1");
  }
}
