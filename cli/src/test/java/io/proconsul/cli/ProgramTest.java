package io.proconsul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.command.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  private static CommandRun run(String... words) {
    return CommandRun.of(Map.of(), "", words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-v", "-version", "version extra"})
  void theVersionIsThatOfTheConsulThatIsMatched(String line) {
    CommandRun run = run(line.split(" "));
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Consul v1.21.4\n");
  }

  @Test
  void theVersionAsJsonHasWhatToolsRead() {
    assertThat(run("version", "-format=json").out())
        .contains("\"Version\": \"1.21.4\"", "\"Default\": 2");
    assertThat(run("version", "-format=x")).isEqualTo(CommandRun.failure("Unknown format: x\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "nope", "nope -h"})
  void whatIsUnknownEndsWith127(String line) {
    CommandRun run = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.status()).isEqualTo(127);
    assertThat(run.out()).isEmpty();
    assertThat(run.error()).startsWith("Usage: consul ").contains("Available commands are:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kv", "kv bogus", "services imported-services"})
  void aGroupAloneIsAMistake(String line) {
    CommandRun run = run(line.split(" "));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.error()).startsWith("Usage: consul " + line.split(" ")[0] + " <subcommand>");
  }

  @Test
  void aGroupListsAllOfConsulsCommandsWithItsWords() {
    assertThat(run("troubleshoot").error()).endsWith("""

            Subcommands:
                ports        Prints open and closed ports on the Consul server
                proxy        Troubleshoots service mesh issues from the current envoy instance
                upstreams    Get upstream envoy identifiers for the current envoy instance
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help", "kv -h", "kv get -h", "kv put a --help", "watch -help"})
  void askedForHelpIsASuccess(String line) {
    CommandRun run = run(line.split(" "));
    assertThat(run.status()).isZero();
    assertThat(run.error()).isEmpty();
    assertThat(run.out()).startsWith("Usage: consul ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acl token list", "monitor", "services export", "acl -h", "troubleshoot proxy"})
  void aCommandOfConsulThatIsMissingHereSaysSo(String line) {
    CommandRun run = run(line.split(" "));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.error()).contains("is not available in this version of Proconsul");
  }

  @Test
  void flagsInFrontOfTheCommandAreRefused() {
    assertThat(run("-x", "kv", "get", "a").error()).startsWith("Invalid flags before the");
  }

  @Test
  void helpHasTheAgentsFlagsBeforeTheCommandsOwn() {
    assertThat(run("kv", "get", "-h").out())
        .contains("\n\nHTTP API Options\n\n  -ca-file=<value>\n     ")
        .contains("\n\n  -http-addr=<address>\n")
        .contains("\n\n  -stale\n")
        .containsSubsequence(
            "HTTP API Options", "Command Options", "-base64", "-separator=<string>");
  }

  @Test
  void everyListedCommandCanBeMadeAndExplainsItself() throws IOException {
    StringBuilder list = new StringBuilder();
    for (String[] entry : CommandList.HERE) {
      list.append(entry[0]).append('\n');
      Command command = Commands.create(entry[0]);
      if (command == null) {
        assertThat(GroupHelp.of(entry[0])).as(entry[0]).isNotNull();
      } else {
        assertThat(command.help()).startsWith("Usage: consul " + entry[0]);
      }
    }
    assertThat(list.toString()).isEqualTo(golden());
    assertThat(Arrays.stream(CommandList.HERE).map(entry -> entry[0]).toList()).isSorted();
  }

  /** The list of commands, kept in a file so that a change of it shows. */
  private static String golden() throws IOException {
    Path written = Path.of("src/test/resources/commands.txt");
    if (Boolean.getBoolean("rewrite")) {
      List<String> names =
          Arrays.stream(CommandList.HERE).map(entry -> entry[0]).toList();
      Files.writeString(written, String.join("\n", names) + "\n");
    }
    try (var in = ProgramTest.class.getResourceAsStream("/commands.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
