package io.proconsul.cli.single;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleCommandsTest {
  private static final String MEMBERS = """
      [{"Name":"z","Addr":"10.0.0.1","Port":8301,"Status":1,"Tags":\
      {"role":"consul","build":"1.21.4:","vsn":"2","dc":"dc1","segment":""}},\
      {"Name":"a","Addr":"::1","Port":8301,"Status":4,"Tags":\
      {"role":"node","build":"1.21.4","vsn":"2","dc":"dc1"}}]""";

  private final CannedAgent agent = CannedAgent.start();

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String... words) {
    return CommandRun.of(agent.address(), words);
  }

  @Test
  void membersPrintsServersFirst() {
    agent.answer("GET /v1/agent/members?segment=_all", 200, MEMBERS);
    assertThat(run("members", "extra").out()).isEqualTo("""
            Node  Address        Status  Type    Build   Protocol  DC   Partition  Segment
            z     10.0.0.1:8301  alive   server  1.21.4  2         dc1  default    <all>
            a     [::1]:8301     failed  client  1.21.4  2         dc1  default    <default>
            """);
  }

  @Test
  void membersThatMatchNothingEndWithTwo() {
    agent.answer("GET /v1/agent/members?segment=_all&wan=1", 200, MEMBERS);
    assertThat(run("members", "-wan", "-status=left")).isEqualTo(new CommandRun(2, "", ""));
    assertThat(run("members", "-wan", "-status=^f", "-detailed").out())
        .endsWith("a     [::1]:8301  failed  ap=default,build=1.21.4,dc=dc1,role=node,"
            + "segment=<default>,vsn=2\n");
    assertThat(run("members", "-status=("))
        .isEqualTo(failure(
            "Failed to compile status regexp: error parsing regexp: missing closing ): `(`\n"));
  }

  @Test
  void keygenPrints32Bytes() {
    assertThat(CommandRun.of(Map.of(), "", "keygen", "x").out()).matches("[A-Za-z0-9+/]{43}=\n");
  }

  @Test
  void infoPrintsStatisticsSorted() {
    agent.answer(
        "GET /v1/agent/self", 200, "{\"Stats\":{\"raft\":{\"b\":\"2\",\"a\":\"1\"},\"agent\":{}}}");
    assertThat(run("info")).isEqualTo(success("agent:\nraft:\n\ta = 1\n\tb = 2\n"));
  }

  @Test
  void leaveAndReloadReportTheAgentsAnswer() {
    agent
        .answer("PUT /v1/agent/leave", 200, "")
        .answer("PUT /v1/agent/reload", 500, "bad config\n");
    assertThat(run("leave")).isEqualTo(success("Graceful leave complete\n"));
    assertThat(run("reload"))
        .isEqualTo(failure("Error reloading: Unexpected response code: 500 (bad config)\n"));
  }

  @Test
  void maintTogglesNodeAndServices() {
    agent
        .answer("PUT /v1/agent/maintenance?enable=true&reason=a+b", 200, "")
        .answer("PUT /v1/agent/service/maintenance/web?enable=false", 200, "");
    assertThat(run("maint", "-enable", "-reason", "a b"))
        .isEqualTo(success("Node maintenance is now enabled\n"));
    assertThat(run("maint", "-disable", "-service=web"))
        .isEqualTo(success("Service maintenance is now disabled for \"web\"\n"));
  }

  @Test
  void maintShowsWhatIsOut() {
    agent.answer("GET /v1/agent/checks", 200, """
        {"x":{"CheckID":"x"},"_node_maintenance":\
        {"CheckID":"_node_maintenance","Node":"n","Notes":"disk"}}""");
    assertThat(run("maint")).isEqualTo(success("Node:\n  Name:   n\n  Reason: disk\n\n"));
  }

  @Test
  void maintRefusesWhatDoesNotFit() {
    assertThat(run("maint", "-enable", "-disable"))
        .isEqualTo(failure("Only one of -enable or -disable may be provided\n"));
    assertThat(run("maint", "-reason=x"))
        .isEqualTo(failure("Reason may only be provided with -enable\n"));
    assertThat(run("maint", "-service=web"))
        .isEqualTo(failure("Service requires either -enable or -disable\n"));
  }
}
