package io.proconsul.cli.catalog;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import io.proconsul.cli.training.CannedAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogCommandsTest {
  private static final String NODES = """
      [{"ID":"","Node":"web1","Address":"10.0.0.1","Datacenter":"dc1","TaggedAddresses":null,\
      "Meta":{"rack":"r1","env":"p"},"CreateIndex":1,"ModifyIndex":1},\
      {"ID":"11111111-2222-3333-4444-555555555555","Node":"db1","Address":"10.0.0.3",\
      "Datacenter":"dc1","TaggedAddresses":{"wan":"8.8.8.8","lan":"10.0.0.3"},"Meta":null,\
      "CreateIndex":1,"ModifyIndex":1}]""";

  private final CannedAgent agent = CannedAgent.start();

  @AfterEach
  void close() {
    agent.close();
  }

  private CommandRun run(String... words) {
    return CommandRun.of(agent.address(), words);
  }

  @Test
  void nodesAreATableSortedByName() {
    agent.answer("GET /v1/catalog/nodes", 200, NODES);
    assertThat(run("catalog", "nodes")).isEqualTo(success("""
            Node  ID        Address   DC
            db1   11111111  10.0.0.3  dc1
            web1            10.0.0.1  dc1
            """));
  }

  @Test
  void detailsKeepTheWidthOfEmptyCells() {
    agent.answer("GET /v1/catalog/nodes?node-meta=rack%3Ar1", 200, NODES);
    assertThat(run("catalog", "nodes", "-detailed", "-node-meta=rack=r1").out().split("\n"))
        .endsWith(
            "db1   11111111-2222-3333-4444-555555555555  10.0.0.3  dc1  lan=10.0.0.3, wan=8.8.8.8  ",
            "web1                                        10.0.0.1  dc1                             "
                + "env=p, rack=r1");
  }

  @Test
  void nodesOfAServiceShowOnce() {
    String row = "{\"ID\":\"\",\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Datacenter\":\"dc1\"}";
    agent
        .answer("GET /v1/catalog/service/web", 200, "[" + row + "," + row + "]")
        .answer("GET /v1/catalog/service/nope", 200, "[]");
    assertThat(run("catalog", "nodes", "-service=web"))
        .isEqualTo(success("Node  ID  Address  DC\nn         1.1.1.1  dc1\n"));
    assertThat(run("catalog", "nodes", "-service=nope"))
        .isEqualTo(
            new CommandRun(0, "", "No nodes match the given query - try expanding your search.\n"));
  }

  @Test
  void servicesAreNamesOrNamesWithTags() {
    agent.answer("GET /v1/catalog/services", 200, "{\"web\":[\"b\",\"a\"],\"consul\":[]}");
    assertThat(run("catalog", "services")).isEqualTo(success("consul\nweb\n"));
    assertThat(run("catalog", "services", "-tags"))
        .isEqualTo(success("consul      \nweb         a,b\n"));
  }

  @Test
  void servicesOfANodeJoinTheirTags() {
    agent.answer("GET /v1/catalog/node/n", 200, """
        {"Node":{"Node":"n"},"Services":{"w1":{"Service":"web","Tags":["a"]},\
        "w2":{"Service":"web","Tags":["b"]}}}""");
    assertThat(run("catalog", "services", "-node=n", "-tags")).isEqualTo(success("web      a,b\n"));
  }

  @Test
  void failuresCarryTheAgentsWords() {
    agent.answer("GET /v1/catalog/nodes?dc=dc9", 500, "No path to datacenter");
    assertThat(run("catalog", "nodes", "-datacenter=dc9"))
        .isEqualTo(failure(
            "Error listing nodes: Unexpected response code: 500 (No path to datacenter)\n"));
    assertThat(run("catalog", "datacenters", "x"))
        .isEqualTo(failure("Too many arguments (expected 0, got 1)\n"));
  }
}
