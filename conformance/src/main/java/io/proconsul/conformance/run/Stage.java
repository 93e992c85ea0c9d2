package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.agent.AgentUnderTest;
import io.proconsul.conformance.agent.Readiness;
import io.proconsul.conformance.match.Variables;
import io.proconsul.conformance.net.Fixture;
import io.proconsul.conformance.net.PortBlock;
import io.proconsul.conformance.scenario.AgentDefinition;
import io.proconsul.conformance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one run of a scenario has: folder, agents, fixture servers, variables and what is in
 * flight. Owned by its {@link Performance} and used on that thread; background steps only read it.
 */
final class Stage implements AutoCloseable {
  private final Options options;
  private final Patience patience;
  private final Deadline deadline;
  private final ScenarioFolder folder;
  private final Variables variables = new Variables();
  private final List<AgentUnderTest> agents = new ArrayList<>();
  private final Map<String, Fixture> fixtures = new HashMap<>();
  private final Map<String, BackgroundAction> background = new HashMap<>();
  private @Nullable PortBlock fixturePorts;

  private Stage(Options options, Patience patience) throws IOException {
    this.options = options;
    this.patience = patience;
    this.deadline = Deadline.in(patience.whole());
    this.folder = new ScenarioFolder(Files.createTempDirectory("conformance-"), variables);
  }

  static Stage open(Scenario scenario, Options options, Patience patience) throws IOException {
    Stage stage = new Stage(options, patience);
    try {
      stage.prepare(scenario);
      return stage;
    } catch (IOException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  Options options() {
    return options;
  }

  Deadline deadline() {
    return deadline;
  }

  ScenarioFolder folder() {
    return folder;
  }

  Variables variables() {
    return variables;
  }

  Map<String, BackgroundAction> background() {
    return background;
  }

  Fixture fixture(String id) {
    Fixture fixture = fixtures.get(id);
    if (fixture == null) {
      throw new IllegalArgumentException("no server " + id);
    }
    return fixture;
  }

  /** @param id of the agent; null is the first one, and none when there is none */
  @Nullable
  AgentUnderTest agent(@Nullable String id) {
    if (id == null) {
      return agents.isEmpty() ? null : agents.getFirst();
    }
    return agents.stream()
        .filter(agent -> agent.definition().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no agent " + id));
  }

  /** The variables of an agent's own, or of the scenario when it has no agent. */
  @Nullable
  Value variable(@Nullable AgentUnderTest agent, String name) {
    return agent == null ? variables.get(name) : agent.variables().get(name);
  }

  void start(AgentUnderTest agent) throws IOException {
    agent.start(options.launcher(), variables, environment());
  }

  void awaitReady(AgentUnderTest agent) throws IOException {
    Readiness.await(agent, variables, deadline.limit(patience.start()));
  }

  /** What a process gets: no more of the runner's own environment than it needs to run. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", folder.path().toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    System.getenv().forEach((name, value) -> {
      if (name.startsWith("PROCONSUL_")) {
        environment.put(name, value);
      }
    });
    return environment;
  }

  private void prepare(Scenario scenario) throws IOException {
    variables.put("tmp", folder.path().toString());
    variables.put("version", Options.VERSION);
    for (AgentDefinition definition : scenario.agents()) {
      AgentUnderTest agent = new AgentUnderTest(definition, agents.size(), folder.path());
      agents.add(agent);
      agent.variables().forEach((name, value) -> {
        variables.put(definition.id() + "." + name, value);
        if (agents.size() == 1) {
          variables.put(name, value);
        }
      });
    }
    for (Value.Obj server : scenario.servers()) {
      String id = new Fields("server", server).string("id");
      int port = portsForFixtures().take();
      fixtures.put(id, new Fixture(server, port));
      variables.put(id + "_port", port);
    }
    for (Map.Entry<String, Value> file : scenario.files().entrySet()) {
      folder.write(file.getKey(), file.getValue(), "");
    }
    startAgents();
  }

  /** All are started before any is waited for: servers need each other to elect a leader. */
  private void startAgents() throws IOException {
    List<AgentUnderTest> now =
        agents.stream().filter(agent -> !agent.definition().later()).toList();
    for (AgentUnderTest agent : now) {
      start(agent);
    }
    for (AgentUnderTest agent : now) {
      awaitReady(agent);
    }
  }

  private PortBlock portsForFixtures() throws IOException {
    if (!agents.isEmpty()) {
      return agents.getFirst().block();
    }
    if (fixturePorts == null) {
      fixturePorts = PortBlock.reserve();
    }
    return fixturePorts;
  }

  @Override
  public void close() throws IOException {
    List<AutoCloseable> all = new ArrayList<>(background.values());
    all.addAll(agents);
    all.addAll(fixtures.values());
    if (fixturePorts != null) {
      all.add(fixturePorts);
    }
    if (!options.keepFolders()) {
      all.add(folder::delete);
    }
    closeAll(all);
  }

  private static void closeAll(List<AutoCloseable> all) throws IOException {
    IOException failure = null;
    for (AutoCloseable each : all) {
      try {
        each.close();
      } catch (Exception e) {
        failure = failure == null ? new IOException("cannot clean up: " + e, e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  Path executable() {
    Path executable = options.executable();
    if (executable == null) {
      throw new IllegalArgumentException("this step needs a consul executable");
    }
    return executable;
  }
}
