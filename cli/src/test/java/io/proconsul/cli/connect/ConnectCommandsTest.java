package io.proconsul.cli.connect;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectCommandsTest {
  private static final String PATH = "/v1/connect/ca/configuration";

  @TempDir
  private Path folder;

  private final CannedAgent agent = CannedAgent.start();

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String line) {
    return CommandRun.of(agent.address(), ("connect ca " + line).split(" "));
  }

  private CommandRun set(String file, String flags) throws IOException {
    Path path = folder.resolve("ca.json");
    Files.writeString(path, file);
    return run("set-config -config-file=" + path + flags);
  }

  @Test
  void theConfigurationIsShownAsGoLaysItOut() {
    agent.answer("GET " + PATH, 200, """
        {"Provider":"consul","Config":{"LeafCertTTL":"72h","CSRMaxPerSecond":50},"State":null,\
        "ForceWithoutCrossSigning":false,"CreateIndex":5,"ModifyIndex":7}""");
    assertThat(run("get-config")).isEqualTo(success("""
            {
            \t"Provider": "consul",
            \t"Config": {
            \t\t"LeafCertTTL": "72h",
            \t\t"CSRMaxPerSecond": 50
            \t},
            \t"State": null,
            \t"ForceWithoutCrossSigning": false,
            \t"CreateIndex": 5,
            \t"ModifyIndex": 7
            }
            """));
  }

  @Test
  void aFailureIsToldWithWhatItWasFor() {
    agent.answer("GET " + PATH, 500, "no").answer("PUT " + PATH, 500, "never");
    assertThat(run("get-config"))
        .isEqualTo(
            failure("Error querying CA configuration: Unexpected response code: 500 (no)\n"));
  }

  @Test
  void aFileIsSent() throws IOException {
    agent.answer("PUT " + PATH, 200, "");
    String file = "{\"Provider\":\"consul\",\"Config\":{\"LeafCertTTL\":\"48h\"}}";
    assertThat(set(file, "")).isEqualTo(success("Configuration updated!\n"));
    assertThat(set(file, " -force-without-cross-signing"))
        .isEqualTo(success("Configuration updated!\n"));
    String sent = "PUT " + PATH + " {\"Provider\":\"consul\",\"Config\":{\"LeafCertTTL\":\"48h\"},"
        + "\"State\":null,\"ForceWithoutCrossSigning\":%s,\"CreateIndex\":0,\"ModifyIndex\":0}";
    assertThat(agent.requests()).containsExactly(sent.formatted(false), sent.formatted(true));
  }

  @Test
  void whatIsWrongWithItIsTold() throws IOException {
    agent.answer("PUT " + PATH, 500, "never");
    assertThat(run("set-config")).isEqualTo(failure("The -config-file flag is required\n"));
    assertThat(run("set-config -config-file=" + folder + "/none"))
        .isEqualTo(failure(
            "Error reading config file: open " + folder + "/none: no such file or directory\n"));
    assertThat(set("{", ""))
        .isEqualTo(failure("Error parsing config file: unexpected end of JSON input\n"));
    assertThat(set("{}", ""))
        .isEqualTo(
            failure("Error setting CA configuration: Unexpected response code: 500 (never)\n"));
  }
}
