package io.proconsul.cli.single;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands about the pools: events, joins, keys, distances. */
class ClusterCommandsTest {
  private final CannedAgent agent = CannedAgent.start();

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String line) {
    return CommandRun.of(agent.address(), line.split(" "));
  }

  @Test
  void anEventIsFiredAndItsIdPrinted() {
    agent
        .answer("GET /v1/agent/self", 200, "{}")
        .answer("PUT /v1/event/fire/deploy?node=n.%2A&service=web&tag=v1", 200, "{\"ID\":\"e1\"}");
    assertThat(run("event -name=deploy -node=n.* -service=web -tag=v1 payload"))
        .isEqualTo(success("Event ID: e1\n"));
    assertThat(agent.requests().get(1)).endsWith(" payload");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event                    | Event name must be specified",
        "event -name=x a b        | Too many command line arguments.",
        "join                     | At least one address to join must be specified.",
        "force-leave              | A single node name must be specified to force leave.",
        "force-leave a b          | A single node name must be specified to force leave.",
        "rtt a b c                | One or two node names must be specified",
      })
  void misuseIsExplainedWithHelp(String line, String misuse) {
    CommandRun run = run(line);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.error()).startsWith(misuse + "\n\nUsage: consul " + line.split(" ")[0] + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-node=(  | Failed to compile node filter regexp: error parsing regexp:"
            + " missing closing ): `(`",
        "-service=( | Failed to compile service filter regexp: error parsing regexp:"
            + " missing closing ): `(`",
        "-tag=a   | Cannot provide tag filter without service filter.",
      })
  void filtersOfAnEventAreLookedAtFirst(String flag, String problem) {
    assertThat(run("event -name=x " + flag)).isEqualTo(failure(problem + "\n"));
  }

  @Test
  void joinTellsHowManyAnswered() {
    agent
        .answer("PUT /v1/agent/join/10.0.0.1?wan=1", 200, "")
        .answer("PUT /v1/agent/join/10.0.0.2?wan=1", 500, "refused");
    assertThat(run("join -wan 10.0.0.1 10.0.0.2"))
        .isEqualTo(new CommandRun(
            0,
            "Successfully joined cluster by contacting 1 nodes.\n",
            "Error joining address '10.0.0.2': Unexpected response code: 500 (refused)\n"));
    assertThat(run("join -wan 10.0.0.2").error()).endsWith("\nFailed to join any nodes.\n");
  }

  @Test
  void forceLeaveSaysNothingWhenDone() {
    agent
        .answer("PUT /v1/agent/force-leave/a?prune=1&wan=1", 200, "")
        .answer("PUT /v1/agent/force-leave/a", 500, "no");
    assertThat(run("force-leave -prune -wan a")).isEqualTo(success(""));
    assertThat(run("force-leave a"))
        .isEqualTo(failure("Error force leaving: Unexpected response code: 500 (no)\n"));
  }

  @Test
  void leaveTakesNoWords() {
    assertThat(run("leave a b").error())
        .startsWith("Error found unexpected args: [a b]\nUsage: consul leave");
  }

  @Test
  void keysAreListedPoolByPool() {
    agent.answer("GET /v1/operator/keyring?local-only=true&relay-factor=2", 200, """
        [{"WAN":true,"Datacenter":"dc1","Segment":"","Keys":{"a=":1,"b=":2},\
        "PrimaryKeys":{"a=":2},"NumNodes":2},{"WAN":false,"Datacenter":"dc1","Segment":"",\
        "Messages":{"n":"odd"},"Keys":{"a=":3},"PrimaryKeys":{},"NumNodes":3}]""");
    assertThat(run("keyring -list -local-only -relay-factor=2")).isEqualTo(success("""
            ==> Gathering installed encryption keys...

            WAN:
              a= [1/2]
              b= [2/2]

            dc1 (LAN):
              ===> n: odd
              a= [3/3]
            """));
    assertThat(run("keyring -list-primary -local-only -relay-factor=2").out())
        .contains("primary", "WAN:\n  a= [2/2]\n")
        .doesNotContain("b=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-install | POST   | Installing new",
        "-use     | PUT    | Changing primary",
        "-remove  | DELETE | Removing",
      })
  void keysAreChanged(String flag, String method, String doing) {
    String told = "==> " + doing + " gossip encryption key...\n";
    agent.answer(method + " /v1/operator/keyring", 200, "");
    assertThat(run("keyring " + flag + "=a=")).isEqualTo(success(told));
    assertThat(agent.requests().get(0)).endsWith(" {\"Key\":\"a=\"}");
    agent.answer(method + " /v1/operator/keyring", 500, "1 error occurred:\n\t* no\n\n");
    assertThat(run("keyring " + flag + "=a="))
        .isEqualTo(new CommandRun(
            1, told, "error: Unexpected response code: 500 (1 error occurred:\n\t* no)\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-list -use=x           | Only a single action is allowed",
        "-list -relay-factor=9  | Error parsing relay factor: Relay factor must be in range: [0, 5]",
        "-install=x -local-only | Error validating local-only: local-only can only be set for"
            + " list requests",
      })
  void aKeyringHasOneActionAtATime(String flags, String problem) {
    assertThat(run("keyring " + flags)).isEqualTo(failure(problem + "\n"));
  }

  @Test
  void theRoundTripIsEstimatedFromCoordinates() {
    agent
        .answer(
            "GET /v1/coordinate/nodes", 200, "[" + node("A", 0.001) + "," + node("b", 0.0035) + "]")
        .answer(
            "GET /v1/agent/self", 200, "{\"Config\":{\"NodeName\":\"b\",\"Datacenter\":\"dc1\"}}")
        .answer(
            "GET /v1/coordinate/datacenters",
            200,
            "[{\"Datacenter\":\"dc1\",\"AreaID\":\"wan\",\"Coordinates\":[" + node("b", 0) + "]},"
                + "{\"Datacenter\":\"dc2\",\"AreaID\":\"wan\",\"Coordinates\":[" + node("c", 0.1)
                + "]}]");
    assertThat(run("rtt a b"))
        .isEqualTo(success("Estimated a <-> b rtt: 2.520 ms (using LAN coordinates)\n"));
    assertThat(run("rtt a").out()).startsWith("Estimated a <-> b rtt: ");
    assertThat(run("rtt a x")).isEqualTo(failure("Could not find a coordinate for node \"x\"\n"));
    assertThat(run("rtt x a")).isEqualTo(failure("Could not find a coordinate for node \"x\"\n"));
    assertThat(run("rtt -wan c.dc2"))
        .isEqualTo(success("Estimated c.dc2 <-> b.dc1 rtt: 100.020 ms (using WAN coordinates)\n"));
    assertThat(run("rtt -wan c b.dc1"))
        .isEqualTo(failure("Node names must be specified as <node name>.<datacenter> with -wan\n"));
  }

  private static String node(String name, double x) {
    return "{\"Node\":\"" + name + "\",\"Segment\":\"\",\"Coord\":{\"Vec\":[" + x
        + ",0,0,0,0,0,0,0],\"Error\":1.5,\"Adjustment\":0,\"Height\":0.00001}}";
  }
}
