package io.proconsul.cli.watch;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
  private static final String KEY =
      "[{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":0,\"Value\":\"MQ==\",\"CreateIndex\":5,"
          + "\"ModifyIndex\":6}]";

  private final CannedAgent agent = CannedAgent.start();

  @BeforeEach
  void answerSelf() {
    agent.answer("GET /v1/agent/self", 200, "{}");
  }

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String... words) {
    return CommandRun.of(agent.address(), words);
  }

  @Test
  void withoutAProgramTheValueIsPrintedOnce() {
    agent.answer("GET /v1/kv/a", 200, KEY);
    assertThat(run("watch", "-type=key", "-key=a")).isEqualTo(success("""
            {
                "Key": "a",
                "CreateIndex": 5,
                "ModifyIndex": 6,
                "LockIndex": 0,
                "Flags": 0,
                "Value": "MQ==",
                "Session": ""
            }
            """));
  }

  @Test
  void checksShowEveryFieldOfTheirDefinition() {
    agent.answer(
        "GET /v1/health/state/any",
        200,
        "[{\"Node\":\"n\",\"CheckID\":\"c\",\"Definition\":{\"Interval\":\"90s\"}}]");
    assertThat(run("watch", "-type=checks").out())
        .contains("\"Interval\": \"1m30s\",\n            \"Timeout\": \"0s\"")
        .contains("\"Header\": null")
        .contains("\"ServiceTags\": null");
  }

  @Test
  void servicesAreSortedByName() {
    agent.answer("GET /v1/catalog/services", 200, "{\"web\":[\"t\"],\"consul\":[]}");
    assertThat(run("watch", "-type=services").out())
        .isEqualTo("{\n    \"consul\": [],\n    \"web\": [\n        \"t\"\n    ]\n}\n");
  }

  @Test
  void aProgramReadsTheValueAndTheIndex(@TempDir Path folder) throws Exception {
    agent.answer("GET /v1/kv/a", 200, KEY);
    Path file = folder.resolve("out");
    CommandRun run =
        run("watch", "-type=key", "-key=a", "(echo $CONSUL_INDEX; cat) > '" + file + "'; exit 4");
    assertThat(run).isEqualTo(failure("Error executing handler: exit status 4\n"));
    assertThat(Files.readString(file)).isEqualTo("""
            7
            {"Key":"a","CreateIndex":5,"ModifyIndex":6,"LockIndex":0,"Flags":0,"Value":"MQ==","Session":""}
            """);
  }

  @Test
  void withoutTheShellWordsAreTheProgram() {
    agent.answer("GET /v1/kv/a", 200, KEY);
    assertThat(run("watch", "-type=key", "-key=a", "-shell=false", "no-such-program", "x"))
        .isEqualTo(failure("Error executing handler: exec: \"no-such-program\": executable file"
            + " not found in $PATH\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-type=bogus|Unsupported watch type: bogus",
        "-type=key|Must specify a single key to watch",
        "-type=keyprefix|Must specify a single prefix to watch",
        "-type=service|Must specify a single service to watch",
        "-type=key -key=a -prefix=b|Invalid parameters: [prefix]",
        "-type=key -key=a -tag=x|Invalid parameters: [tag]",
        "-type=nodes -service=x|Invalid parameters: [service]",
        "-type=checks -state=critical -service=web|Cannot specify service and state",
        "-type=connect_roots|Type connect_roots is not supported in the CLI tool",
        "-type=services -passingonly=x|Failed to parse passingonly flag: strconv.ParseBool: parsing"
            + " \"x\": invalid syntax",
      })
  void mistakesAreToldInConsulsWords(String flags, String error) {
    assertThat(run(("watch " + flags).split(" "))).isEqualTo(failure(error + "\n"));
  }

  @Test
  void withoutATypeTheUsageIsShown() {
    assertThat(run("watch").error())
        .startsWith("Watch type must be specified\n\nUsage: consul watch [options] [child...]");
  }
}
