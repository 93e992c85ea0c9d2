package io.proconsul.conformance.agent;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.Variables;
import io.proconsul.conformance.net.PortBlock;
import io.proconsul.conformance.scenario.AgentDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One agent of one scenario, with its ports, folder and names, running or not. Owned by the
 * scenario's stage and used on its thread; background steps read only what never changes.
 */
public final class AgentUnderTest implements AutoCloseable {
  private static final Pattern NODE = Pattern.compile("--?node=(.*)");
  private static final int LOG_TAIL = 1500;

  private final AgentDefinition definition;
  private final int number;
  private final PortBlock block;
  private final AgentPorts ports;
  private final Path folder;
  private final String node;
  private @Nullable RunningAgent running;

  /**
   * @param number its place among the scenario's agents, from 0
   * @param scenarioFolder the first agent's folder; others get one within it
   */
  public AgentUnderTest(AgentDefinition definition, int number, Path scenarioFolder)
      throws IOException {
    this.definition = definition;
    this.number = number;
    this.block = PortBlock.reserve();
    this.ports = AgentPorts.takeFrom(block);
    this.folder = number == 0 ? scenarioFolder : scenarioFolder.resolve(definition.id());
    this.node = nodeName(definition.arguments(), "node" + number);
    Files.createDirectories(folder);
  }

  public AgentDefinition definition() {
    return definition;
  }

  public PortBlock block() {
    return block;
  }

  public Path folder() {
    return folder;
  }

  public String node() {
    return node;
  }

  public String nodeId() {
    return "c0ffee00-0000-4000-8000-%012d".formatted(number);
  }

  /** A port by its name in scenarios, such as {@code http_port}. */
  public int port(String name) {
    return ports.port(name);
  }

  public String httpAddress() {
    return "127.0.0.1:" + port("http_port");
  }

  /** The variables it brings, without its id before them. */
  public Map<String, Value> variables() {
    Map<String, Value> all = new HashMap<>();
    ports.byName().forEach((name, port) -> all.put(name, new Value.Int(port)));
    all.put("node_id", new Value.Str(nodeId()));
    all.put("node", new Value.Str(node));
    all.put("http_addr", new Value.Str(httpAddress()));
    all.put("dir", new Value.Str(folder.toString()));
    return all;
  }

  /** The token with which to see whether it is ready; empty for none. */
  public String readyToken() {
    if (!definition.readyToken().isEmpty()) {
      return definition.readyToken();
    }
    Value.Obj inConfig =
        definition.config().get("acl") instanceof Value.Obj acl ? acl : Value.Obj.EMPTY;
    Value.Obj acl = AgentConfig.merge(inConfig, definition.acl());
    Value.Obj tokens = acl.get("tokens") instanceof Value.Obj all ? all : Value.Obj.EMPTY;
    Fields fields = new Fields("tokens", tokens);
    return fields.has("master") ? fields.string("master") : fields.string("initial_management");
  }

  public void start(AgentLauncher launcher, Variables variables, Map<String, String> environment)
      throws IOException {
    AgentConfig config = AgentConfig.of(this, variables);
    Path file = folder.resolve("replay-config.json");
    Files.writeString(file, Json.compact(config.config()));
    Map<String, String> all = new HashMap<>(environment);
    definition.environment().forEach((name, value) -> all.put(name, variables.substitute(value)));
    running =
        launcher.start(new AgentSpec(config.with(file), folder, all, folder.resolve("agent.log")));
  }

  /** Whether it was started and has ended by itself. */
  public boolean hasEnded() {
    return running != null && running.exitCode().isPresent();
  }

  public OptionalInt exitCode() {
    return running == null ? OptionalInt.empty() : running.exitCode();
  }

  public void signal(String name) throws IOException {
    if (running != null) {
      running.signal(name);
    }
  }

  public void stop() throws IOException {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  public void kill() throws IOException {
    if (running != null) {
      running.kill();
      running = null;
    }
  }

  /** The end of what it printed. */
  public String logTail() {
    try {
      String log =
          new String(Files.readAllBytes(folder.resolve("agent.log")), StandardCharsets.UTF_8);
      return log.substring(Math.max(0, log.length() - LOG_TAIL));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } finally {
      block.close();
    }
  }

  private static String nodeName(List<String> arguments, String otherwise) {
    String name = otherwise;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      Matcher attached = NODE.matcher(argument);
      if (attached.matches()) {
        name = attached.group(1);
      } else if (argument.matches("--?node") && i + 1 < arguments.size()) {
        name = arguments.get(i + 1);
      }
    }
    return name;
  }
}
