package io.proconsul.cli.kv;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvCommandsTest {
  private static final String TWO = """
      [{"LockIndex":0,"Key":"f/a","Flags":0,"Value":"MQ==","CreateIndex":10,"ModifyIndex":11},\
      {"LockIndex":1,"Key":"f/b","Flags":9,"Value":null,"Session":"s","CreateIndex":12,"ModifyIndex":13}]""";

  private final CannedAgent agent = CannedAgent.start();

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String... words) {
    return CommandRun.of(agent.address(), words);
  }

  @Test
  void getPrintsTheValueAlone() {
    agent.answer("GET /v1/kv/f/a", 200, TWO);
    assertThat(run("kv", "get", "f/a")).isEqualTo(success("1\n"));
    assertThat(run("kv", "get", "-base64", "/f/a")).isEqualTo(success("MQ==\n"));
  }

  @Test
  void getInDetailListsEachField() {
    agent.answer("GET /v1/kv/f/?recurse=", 200, TWO);
    assertThat(run("kv", "get", "-recurse", "-detailed", "f/").out()).isEqualTo("""
            CreateIndex      10
            Flags            0
            Key              f/a
            LockIndex        0
            ModifyIndex      11
            Session          -
            Value            1

            CreateIndex      12
            Flags            9
            Key              f/b
            LockIndex        1
            ModifyIndex      13
            Session          s
            Value
            """);
  }

  @Test
  void getListsKeysAndValues() {
    agent
        .answer("GET /v1/kv/f?recurse=", 200, TWO)
        .answer("GET /v1/kv/?keys=&separator=%2F", 200, "[\"a\",\"f/\"]");
    assertThat(run("kv", "get", "-recurse", "f")).isEqualTo(success("f/a:1\nf/b:\n"));
    assertThat(run("kv", "get", "-keys")).isEqualTo(success("a\nf/\n"));
    assertThat(run("kv", "get", "-recurse", "-keys", "f")).isEqualTo(success("f/a\nf/b\n"));
    assertThat(run("kv", "get", "-recurse", "nope")).isEqualTo(success(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get|Error! Missing KEY argument",
        "get a b|Too many arguments (expected 1, got 2)",
        "get nope|Error! No key exists at: nope",
        "put|Error! Missing KEY argument",
        "put a b c|Error! Too many arguments (expected 1 or 2, got 3)",
        "put /a b|Error! Failed writing data: Invalid key. Key must not begin with a '/': /a",
        "put -acquire k v|Error! Missing -session (required with -acquire and -release)",
        "put a @nofile.txt|Error! Failed to read file: open nofile.txt: no such file or directory",
        "delete|Error! Missing KEY argument",
        "delete -cas c|Cannot delete a key that does not exist. Provide a -modify-index greater"
            + " than than 0.",
        "delete -modify-index=1 c|Cannot specify -modify-index without -cas!",
        "delete -cas -recurse c|Cannot specify both -cas and -recurse!",
        "import|Error! Missing DATA argument",
        "import {bad|Cannot unmarshal data: invalid character 'b' looking for beginning of object"
            + " key string",
        "import a b|Error! Too many arguments (expected 1, got 2)",
        "export a b|Too many arguments (expected 1, got 2)",
      })
  void mistakesAreToldInConsulsWords(String line, String error) {
    assertThat(run(("kv " + line).split(" "))).isEqualTo(failure(error + "\n"));
  }

  @Test
  void putSendsTheValueFromEachSource(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("v"), "from a file\n");
    agent.answer("PUT /v1/kv/a", 200, "true").answer("PUT /v1/kv/a?flags=9", 200, "true");
    assertThat(run("kv", "put", "a", "23")).isEqualTo(success("Success! Data written to: a\n"));
    run("kv", "put", "a", "@" + file);
    run("kv", "put", "-base64", "a", "aGk=");
    run("kv", "put", "a", "\\@literal");
    run("kv", "put", "-flags=9", "a", "x");
    CommandRun.of(Map.of("CONSUL_HTTP_ADDR", agent.address()), "piped", "kv", "put", "a", "-");
    run("kv", "put", "a");
    assertThat(agent.requests())
        .containsExactly(
            "PUT /v1/kv/a 23",
            "PUT /v1/kv/a from a file\n",
            "PUT /v1/kv/a hi",
            "PUT /v1/kv/a \\@literal",
            "PUT /v1/kv/a?flags=9 x",
            "PUT /v1/kv/a piped",
            "PUT /v1/kv/a");
  }

  @Test
  void putGoesOnWithBadBase64AsConsulDoes() {
    agent.answer("PUT /v1/kv/b", 200, "true");
    assertThat(run("kv", "put", "-base64", "b", "not base64!"))
        .isEqualTo(new CommandRun(
            0,
            "Success! Data written to: b\n",
            "Error! Cannot base 64 decode data: illegal base64 data at input byte 3\n"));
  }

  @Test
  void aLockThatIsNotGivenIsAFailure() {
    agent
        .answer("PUT /v1/kv/l?acquire=s", 200, "true")
        .answer("PUT /v1/kv/l?acquire=t", 200, "false")
        .answer("PUT /v1/kv/l?release=t", 200, "false")
        .answer("PUT /v1/kv/l?cas=0", 200, "false");
    assertThat(run("kv", "put", "-acquire", "-session=s", "l"))
        .isEqualTo(success("Success! Lock acquired on: l\n"));
    assertThat(run("kv", "put", "-acquire", "-session=t", "l"))
        .isEqualTo(failure("Error! Did not acquire lock\n"));
    assertThat(run("kv", "put", "-release", "-session=t", "l"))
        .isEqualTo(failure("Error! Did not release lock\n"));
    assertThat(run("kv", "put", "-cas", "l"))
        .isEqualTo(failure("Error! Did not write to l: CAS failed\n"));
  }

  @Test
  void deleteNamesWhatItDeleted() {
    agent
        .answer("DELETE /v1/kv/c", 200, "true")
        .answer("DELETE /v1/kv/?recurse=", 200, "true")
        .answer("DELETE /v1/kv/c?cas=1", 200, "false");
    assertThat(run("kv", "delete", "/c")).isEqualTo(success("Success! Deleted key: c\n"));
    assertThat(run("kv", "delete", "-recurse"))
        .isEqualTo(success("Success! Deleted keys with prefix: \n"));
    assertThat(run("kv", "delete", "-cas", "-modify-index=1", "c"))
        .isEqualTo(failure("Error! Did not delete key c: CAS failed\n"));
  }

  @Test
  void anExportCanBeImportedBelowAFolder() {
    agent
        .answer("GET /v1/kv/f?recurse=", 200, TWO)
        .answer("PUT /v1/kv/pre/f/a", 200, "true")
        .answer("PUT /v1/kv/pre/f/b?flags=9", 200, "true");
    CommandRun exported = run("kv", "export", "f");
    assertThat(exported.out()).isEqualTo("""
            [
            \t{
            \t\t"key": "f/a",
            \t\t"flags": 0,
            \t\t"value": "MQ=="
            \t},
            \t{
            \t\t"key": "f/b",
            \t\t"flags": 9,
            \t\t"value": ""
            \t}
            ]
            """);
    assertThat(run("kv", "import", "-prefix=pre", exported.out()))
        .isEqualTo(success("Imported: pre/f/a\nImported: pre/f/b\n"));
  }

  @ParameterizedTest
  @CsvSource({"'', /lead, /lead", "sub/, /lead, sub/lead", "pre, a/b, pre/a/b", "p, d/, p/d/"})
  void foldersAreJoinedWithoutDoubleSlashes(String folder, String key, String joined) {
    assertThat(KvImport.join(folder, key)).isEqualTo(joined);
  }

  @Test
  void anAgentThatIsNotThereIsNamed() {
    agent.close();
    assertThat(run("kv", "get", "a"))
        .isEqualTo(failure("Error querying Consul agent: Get \"http://" + agent.address()
            + "/v1/kv/a\": dial tcp " + agent.address() + ": connect: connection refused\n"));
  }

  @Test
  void flagsOfTheConnectionWinOverTheEnvironment() {
    agent.answer("GET /v1/kv/f/a?dc=dc2&stale=", 200, TWO);
    CommandRun run = CommandRun.of(
        "127.0.0.1:1",
        "kv",
        "get",
        "-stale",
        "-datacenter=dc2",
        "-http-addr=" + agent.address(),
        "f/a");
    assertThat(run).isEqualTo(success("1\n"));
    assertThat(CommandRun.of("ftp://x", "kv", "get", "a"))
        .isEqualTo(failure("Error connecting to Consul agent: Unknown protocol scheme: ftp\n"));
  }
}
