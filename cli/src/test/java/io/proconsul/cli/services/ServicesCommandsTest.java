package io.proconsul.cli.services;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesCommandsTest {
  private final CannedAgent agent = CannedAgent.start();

  @TempDir
  private Path folder;

  @BeforeEach
  void answerRegistration() {
    agent.answer("PUT /v1/agent/service/register", 200, "");
  }

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String... words) {
    return CommandRun.of(agent.address(), words);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void flagsDescribeOneService() {
    CommandRun run = run(
        "services",
        "register",
        "-name=cli",
        "-port=8080",
        "-tag=t1",
        "-tag=t2",
        "-meta=a=b",
        "-address=10.0.0.1",
        "-id=cli1",
        "-tagged-address=lan=10.0.0.2:90");
    assertThat(run).isEqualTo(success("Registered service: cli\n"));
    assertThat(agent.requests())
        .singleElement()
        .asString()
        .startsWith("PUT /v1/agent/service/register {")
        .contains("\"ID\":\"cli1\"", "\"Name\":\"cli\"", "\"Tags\":[\"t1\",\"t2\"]")
        .contains("\"Port\":8080", "\"lan\":{\"Address\":\"10.0.0.2\",\"Port\":90}");
  }

  @Test
  void filesDefineSeveral() throws IOException {
    String json = file("s.json", "{\"services\":[{\"name\":\"s1\"},{\"name\":\"s2\"}]}");
    String hcl = file("web.hcl", "service { name = \"web\" check { ttl = \"30s\" } }");
    assertThat(run("services", "register", json, hcl)).isEqualTo(success("""
            Registered service: s1
            Registered service: s2
            Registered service: web
            """));
    assertThat(agent.requests().get(2)).contains("\"TTL\":\"30s\"");
  }

  @Test
  void deregistrationIsByIdOrByFile() throws IOException {
    agent
        .answer("PUT /v1/agent/service/deregister/x1", 200, "")
        .answer("PUT /v1/agent/service/deregister/web", 200, "")
        .answer("PUT /v1/agent/service/deregister/nope", 404, "Unknown");
    assertThat(run("services", "deregister", "-id=x1"))
        .isEqualTo(success("Deregistered service: x1\n"));
    assertThat(run("services", "deregister", file("w.json", "{\"service\":{\"name\":\"web\"}}")))
        .isEqualTo(success("Deregistered service: web\n"));
    assertThat(run("services", "deregister", "-id=nope"))
        .isEqualTo(
            failure("Error deregistering service \"\": Unexpected response code: 404 (Unknown)\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "register|Service registration requires at least one argument or flags.",
        "register -name=a f.json|Service registration requires arguments or -id, not both.",
        "deregister|Service deregistration requires at least one argument or -id.",
        "deregister -id=a f.json|Service deregistration requires arguments or -id, not both.",
        "register -|Error: config: Open failed on -. open -: no such file or directory",
      })
  void mistakesAreToldInConsulsWords(String line, String error) {
    assertThat(run(("services " + line).split(" "))).isEqualTo(failure(error + "\n"));
  }

  @Test
  void aFileThatIsWrongIsNamed() throws IOException {
    String file = file("bad.json", "{bad");
    assertThat(run("services", "register", file))
        .isEqualTo(failure("Error: failed to parse " + file
            + ": invalid character 'b' looking for beginning of object key string\n"));
  }
}
