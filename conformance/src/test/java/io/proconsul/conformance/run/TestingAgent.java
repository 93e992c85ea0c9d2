package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import io.proconsul.conformance.agent.AgentLauncher;
import io.proconsul.conformance.agent.AgentSpec;
import io.proconsul.conformance.agent.RunningAgent;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.JsonPath;
import io.proconsul.conformance.net.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Starts agents that are HTTP servers with fixed answers. */
final class TestingAgent implements AgentLauncher {
  private final Map<String, Value> paths = new LinkedHashMap<>();
  private OptionalInt exitCode = OptionalInt.empty();
  private int starts;

  TestingAgent() {
    answer("/v1/status/leader", 200, "\"127.0.0.1:8300\"");
    answer("/v1/catalog/node/node0", 200, "{\"Node\":{\"TaggedAddresses\":{}}}");
    answer("/v1/health/node/node0", 200, "[{\"CheckID\":\"serfHealth\"}]");
  }

  TestingAgent answer(String path, int status, String body) {
    paths.put(
        path, new Value.Obj(Map.of("status", new Value.Int(status), "body", new Value.Str(body))));
    return this;
  }

  TestingAgent thatEndsWith(int code) {
    exitCode = OptionalInt.of(code);
    return this;
  }

  int starts() {
    return starts;
  }

  @Override
  public RunningAgent start(AgentSpec spec) throws IOException {
    starts++;
    List<String> arguments = spec.arguments();
    Value config = Json.parse(Files.readAllBytes(Path.of(arguments.getLast())));
    if (!(JsonPath.find(config, "$.ports.http") instanceof Value.Int(long port))) {
      throw new IOException("no HTTP port in the configuration");
    }
    Files.writeString(spec.log(), "started\n");
    Map<String, Value> behaviour = new LinkedHashMap<>();
    behaviour.put("status", new Value.Int(404));
    behaviour.put("paths", new Value.Obj(paths));
    return new Running(new Fixture(new Value.Obj(behaviour), (int) port), exitCode);
  }

  private record Running(Fixture server, OptionalInt exitCode) implements RunningAgent {
    @Override
    public void signal(String name) {
      throw new UnsupportedOperationException("no process");
    }

    @Override
    public void stop() throws IOException {
      server.close();
    }

    @Override
    public void kill() throws IOException {
      server.close();
    }
  }
}
