package io.proconsul.cli.operator;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorCommandsTest {
  private static final String SERVERS = """
      {"Servers":[{"ID":"id-1","Node":"a","Address":"10.0.0.1:8300","Leader":true,\
      "ProtocolVersion":"3","Voter":true,"LastIndex":9},{"ID":"id-2","Node":"bb",\
      "Address":"10.0.0.2:8300","Leader":false,"ProtocolVersion":"3","Voter":false,\
      "LastIndex":7}],"Index":0}""";

  private final CannedAgent agent = CannedAgent.start();

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String line) {
    return CommandRun.of(agent.address(), ("operator " + line).split(" "));
  }

  @Test
  void peersAreListedWithHowFarTheyAreBehind() {
    agent.answer("GET /v1/operator/raft/configuration", 200, SERVERS);
    assertThat(run("raft list-peers")).isEqualTo(success("""
            Node  ID    Address        State     Voter  RaftProtocol  Commit Index  Trails Leader By
            a     id-1  10.0.0.1:8300  leader    true   3             9             -
            bb    id-2  10.0.0.2:8300  follower  false  3             7             2 commits
            """));
    assertThat(run("raft list-peers -stale").error())
        .startsWith("Error getting peers: Failed to retrieve raft configuration: Unexpected"
            + " response code: 404 (");
  }

  @Test
  void aPeerIsRemovedByIdOrAddress() {
    agent
        .answer("DELETE /v1/operator/raft/peer?id=id-2", 200, "")
        .answer("DELETE /v1/operator/raft/peer?address=a%3A1", 500, "not here");
    assertThat(run("raft remove-peer -id=id-2"))
        .isEqualTo(success("Removed peer with id \"id-2\"\n"));
    assertThat(run("raft remove-peer -address=a:1"))
        .isEqualTo(failure("Error removing peer: Unexpected response code: 500 (not here)\n"));
    assertThat(run("raft remove-peer"))
        .isEqualTo(
            failure("Error removing peer: an address or id is required for the peer to remove\n"));
    assertThat(run("raft remove-peer -id=a -address=b"))
        .isEqualTo(failure("Error removing peer: cannot give both an address and id\n"));
  }

  @Test
  void leadershipIsTransferred() {
    agent
        .answer("POST /v1/operator/raft/transfer-leader", 200, "{\"Success\":true}")
        .answer("POST /v1/operator/raft/transfer-leader?id=x", 500, "cannot find peer");
    assertThat(run("raft transfer-leader")).isEqualTo(success("Success\n"));
    assertThat(run("raft transfer-leader -id=x"))
        .isEqualTo(failure("Error transfering leadership: Failed to transfer leadership"
            + " Unexpected response code: 500 (cannot find peer)\n"));
  }

  @Test
  void autopilotsConfigurationIsPrintedAndChangedInPart() {
    String path = "/v1/operator/autopilot/configuration";
    agent
        .answer("GET " + path, 200, "{\"MaxTrailingLogs\":7,\"ModifyIndex\":5}")
        .answer("PUT " + path + "?cas=5", 200, "true");
    assertThat(run("autopilot get-config")).isEqualTo(success("""
            CleanupDeadServers = true
            LastContactThreshold = 200ms
            MaxTrailingLogs = 7
            MinQuorum = 0
            ServerStabilizationTime = 10s
            RedundancyZoneTag = ""
            DisableUpgradeMigration = false
            UpgradeVersionTag = ""
            """));
    assertThat(run("autopilot set-config -cleanup-dead-servers=false -min-quorum=3"))
        .isEqualTo(success("Configuration updated!\n"));
    assertThat(agent.requests().get(2))
        .contains("\"CleanupDeadServers\":false,\"LastContactThreshold\":\"200ms\","
            + "\"MaxTrailingLogs\":7,\"MinQuorum\":3,");
    agent.answer("PUT " + path + "?cas=5", 200, "false");
    assertThat(run("autopilot set-config"))
        .isEqualTo(failure("Configuration could not be atomically updated, please try again\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-last-contact-threshold=x | time: invalid duration \"x\"",
        "-max-trailing-logs=x      | strconv.ParseUint: parsing \"x\": invalid syntax",
        "-min-quorum=-1            | strconv.ParseUint: parsing \"-1\": invalid syntax",
      })
  void valuesThatCannotBeAreExplained(String flag, String reason) {
    String[] parts = flag.split("=");
    assertThat(run("autopilot set-config " + flag).error())
        .startsWith("invalid value \"" + parts[1] + "\" for flag " + parts[0] + ": " + reason);
  }

  @Test
  void autopilotsStateIsPrintedServerByServer() {
    agent.answer("GET /v1/operator/autopilot/state", 200, """
        {"Healthy":true,"FailureTolerance":0,"OptimisticFailureTolerance":0,"Leader":"id-1",\
        "Voters":["id-1"],"Servers":{"id-1":{"ID":"id-1","Name":"a","Address":"10.0.0.1:8300",\
        "NodeStatus":"alive","Version":"1.21.4","LastContact":"0s","LastTerm":2,"LastIndex":9,\
        "Healthy":true,"StableSince":"2026-01-02T03:04:05Z","ReadReplica":false,\
        "Status":"leader","Meta":{"k":"v"},"NodeType":"voter"}}}""");
    assertThat(run("autopilot state")).isEqualTo(success("""
            Healthy:                      true
            Failure Tolerance:            0
            Optimistic Failure Tolerance: 0
            Leader:                       id-1
            Voters:
               id-1
            Servers:
               id-1
                  Name:            a
                  Address:         10.0.0.1:8300
                  Version:         1.21.4
                  Status:          leader
                  Node Type:       voter
                  Node Status:     alive
                  Healthy:         true
                  Last Contact:    0s
                  Last Term:       2
                  Last Index:      9
                  Meta
                     "k": "v"

            """));
    assertThat(run("autopilot state -format=json").out())
        .startsWith("{\n    \"Healthy\": true,\n")
        .contains("\"StableSince\": \"2026-01-02T03:04:05Z\"");
    assertThat(run("autopilot state -format=x")).isEqualTo(failure("Unknown format: x\n"));
  }

  @Test
  void usageIsPrintedInTables() {
    agent.answer("GET /v1/operator/usage", 200, """
        {"Usage":{"dc1":{"Services":2,"ServiceInstances":3,"ConnectServiceInstances":\
        {"connect-proxy":0,"mesh-gateway":1},"BillableServiceInstances":2,"Nodes":2}}}""");
    assertThat(run("usage instances").out()).isEqualTo("""
            Billable Service Instances Total: 2
            dc1 Billable Service Instances: 2

            Billable Services
            Services      Service instances
            2             2


            Nodes
            Datacenter      Count           \s
            dc1             2
                           \s
            Total           2


            Connect Services
            Type               Service instances
            connect-proxy      0
            mesh-gateway       1
            """);
    assertThat(run("usage instances -connect").out()).startsWith("Connect Services\nType ");
    assertThat(run("usage instances -billable").out()).doesNotContain("Connect");
    assertThat(run("usage instances -billable -connect").status()).isEqualTo(1);
  }

  @Test
  void usageOfAllDatacentersHasTotals() {
    agent.answer("GET /v1/operator/usage?global=", 200, """
        {"Usage":{"dc2":{"Services":1,"ConnectServiceInstances":{"mesh-gateway":1},\
        "BillableServiceInstances":1,"Nodes":1},"dc1":{"Services":2,"ConnectServiceInstances":\
        {"mesh-gateway":1},"BillableServiceInstances":2,"Nodes":2}}}""");
    assertThat(run("usage instances -all-datacenters").out())
        .startsWith("Billable Service Instances Total: 3\ndc1 Billable Service Instances: 2\n")
        .contains(
            "dc1             2             2\n",
            "dc2             1             1\n",
            "Total           3             3\n",
            "Total           3\n",
            "dc2             mesh-gateway      1\n");
  }
}
