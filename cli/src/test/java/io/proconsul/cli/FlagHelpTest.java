package io.proconsul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every command says of its flags, in help and below a mistake. */
class FlagHelpTest {
  private static final String BOGUS = "flag provided but not defined: -bogus\nUsage:\n";

  static Stream<String> commands() {
    return Arrays.stream(CommandList.HERE)
        .map(entry -> entry[0])
        .filter(name -> Commands.create(name) != null);
  }

  private static CommandRun run(String command, String flag) {
    String[] words = (command + " " + flag).split(" ");
    return CommandRun.of(Map.of(), "", words);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownFlagIsToldWithAllThatThereAre(String command) {
    CommandRun run = run(command, "-bogus");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.error()).startsWith(BOGUS);
    String agents = "==> error parsing flags: flag provided but not defined: -bogus\n";
    assertThat(run.error().endsWith(agents)).isEqualTo(command.equals("agent"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpAndMistakesNameTheSameFlagsAndValues(String command) {
    String help = run(command, "-h").out();
    List<String> helped = help.lines()
        .filter(line -> line.startsWith("  -"))
        .map(line -> line.substring(2).replace("=<", " ").replace(">", ""))
        .sorted()
        .toList();
    assertThat(helped).isEqualTo(shown(command).stream().sorted().toList());
  }

  private static List<String> shown(String command) {
    return run(command, "-bogus")
        .error()
        .lines()
        .filter(line -> line.startsWith("  -"))
        .map(line -> line.substring(2).replaceAll("\t.*", ""))
        .toList();
  }

  @Test
  void theFlagsOfEveryCommandAreThoseOfTheList() throws IOException {
    String list = commands()
        .map(command -> command + "\n" + String.join("\n", shown(command)).indent(2))
        .collect(Collectors.joining());
    Path written = Path.of("src/test/resources/flags.txt");
    if (Boolean.getBoolean("rewrite")) {
      Files.writeString(written, list);
    }
    try (var in = FlagHelpTest.class.getResourceAsStream("/flags.txt")) {
      assertThat(list)
          .isEqualTo(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theConnectionsFlagsAreDescribedInConsulsWords() {
    assertThat(run("info", "-bogus").error())
        .startsWith(BOGUS + "  -ca-file value\n    \tPath to a CA file to use for TLS when")
        .contains("\n  -http-addr address\n    \tThe address and port of the Consul HTTP agent. ")
        .contains("\n  -token value\n    \tACL token to use in the request. ")
        .doesNotContain("-stale");
    assertThat(run("maint", "-bogus").error())
        .contains("\n  -namespace default\n    \tSpecifies the namespace to query. If not provided,"
            + " the namespace will be inferred from the request's ACL token, or will default to the"
            + " default namespace. Namespaces are a Consul Enterprise feature.\n");
  }

  @Test
  void helpBreaksLinesAsConsulDoes() {
    assertThat(run("catalog datacenters", "-h").out()).contains("""


              -http-addr=<address>
                 The `address` and port of the Consul HTTP agent. The value can be
                 an IP address or DNS address, but it must also include the port.
                 This can also be specified via the CONSUL_HTTP_ADDR environment
                 variable. The default value is http://127.0.0.1:8500. The scheme
                 can also be set to HTTPS by setting the environment variable
                 CONSUL_HTTP_SSL=true.

              -stale
                 Permit any Consul server (non-leader) to respond to this request.
                 This allows for lower latency and higher throughput, but can result
                 in stale data. This option has no effect on non-read operations.
                 The default value is false.

              -tls-server-name=<value>
                 The server name to use as the SNI host when connecting via
                 TLS. This can also be specified via the CONSUL_TLS_SERVER_NAME
                 environment variable.
            """);
  }
}
