package io.proconsul.cli.training;

import io.proconsul.cli.Program;
import io.proconsul.cli.command.Terminal;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Runs commands as users do, so that the build can keep the classes that they load in the AOT
 * cache. Run by the build only, in a process of its own.
 */
public final class Training {
  private static final String KEY =
      "{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":0,\"Value\":\"MQ==\",\"CreateIndex\":1,\"ModifyIndex\":1}";
  private static final String NODE = """
      {"ID":"","Node":"n","Address":"127.0.0.1","Datacenter":"dc1","TaggedAddresses":{"lan":"1"},\
      "Meta":{"a":"b"},"CreateIndex":1,"ModifyIndex":1}""";
  private static final String MEMBER = """
      {"Name":"n","Addr":"127.0.0.1","Port":8301,"Tags":{"role":"consul","vsn":"2"},"Status":1}""";

  private Training() {}

  public static void main(String[] args) {
    switch (args[0]) {
      case "cli" -> commands();
      case "agent" -> AgentTraining.run();
      default -> throw new IllegalArgumentException("unknown training: " + args[0]);
    }
  }

  private static void commands() {
    try (CannedAgent agent = CannedAgent.start()) {
      agent
          .answer("GET /v1/kv/a", 200, "[" + KEY + "]")
          .answer("GET /v1/kv/?recurse=", 200, "[" + KEY + "]")
          .answer("GET /v1/kv/?keys=&separator=%2F", 200, "[\"a\"]")
          .answer("PUT /v1/kv/a", 200, "true")
          .answer("DELETE /v1/kv/a", 200, "true")
          .answer("GET /v1/catalog/nodes", 200, "[" + NODE + "]")
          .answer("GET /v1/catalog/services", 200, "{\"consul\":[]}")
          .answer("GET /v1/agent/members?segment=_all", 200, "[" + MEMBER + "]");
      run(agent, "version");
      run(agent, "kv", "get", "a");
      run(agent, "kv", "get", "-recurse");
      run(agent, "kv", "get", "-keys");
      run(agent, "kv", "put", "a", "1");
      run(agent, "kv", "delete", "a");
      run(agent, "kv", "export", "");
      run(agent, "catalog", "nodes");
      run(agent, "catalog", "services");
      run(agent, "members");
    }
  }

  private static void run(CannedAgent agent, String... words) {
    Terminal terminal = new Terminal(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        name -> "CONSUL_HTTP_ADDR".equals(name) ? agent.address() : null);
    int status = new Program(terminal).run(words);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + status);
    }
  }
}
