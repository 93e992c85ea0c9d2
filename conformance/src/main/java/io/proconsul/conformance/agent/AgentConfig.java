package io.proconsul.conformance.agent;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Variables;
import io.proconsul.conformance.scenario.AgentDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runner's own configuration with a scenario's merged over it, and the arguments for it. */
record AgentConfig(List<String> arguments, Value.Obj config) {
  static AgentConfig of(AgentUnderTest agent, Variables variables) {
    AgentDefinition definition = agent.definition();
    List<String> arguments = new ArrayList<>(
        definition.arguments().stream().map(variables::substitute).toList());
    Value.Obj config = merge(own(agent, arguments), variables.substitute(definition.config()));
    if (!definition.acl().fields().isEmpty()) {
      Value.Obj acl = merge(
          new Value.Obj(Map.of("enabled", new Value.Bool(true))),
          variables.substitute(definition.acl()));
      config = merge(config, new Value.Obj(Map.of("acl", acl)));
    }
    config = withoutNullPorts(config);
    boolean hasData =
        has(arguments, "dev") || has(arguments, "data-dir") || config.get("data_dir") != null;
    if (!hasData) {
      arguments.add("-data-dir");
      arguments.add(agent.folder().resolve("data").toString());
    }
    return new AgentConfig(arguments, config);
  }

  /** Objects are merged key by key; anything else is replaced. */
  static Value.Obj merge(Value.Obj base, Value.Obj over) {
    Map<String, Value> merged = new LinkedHashMap<>(base.fields());
    over.fields().forEach((name, value) -> {
      if (value instanceof Value.Obj inner && merged.get(name) instanceof Value.Obj outer) {
        merged.put(name, merge(outer, inner));
      } else {
        merged.put(name, value);
      }
    });
    return new Value.Obj(merged);
  }

  /** The arguments that start an agent with this configuration in a file. */
  List<String> with(Path file) {
    List<String> all = new ArrayList<>(arguments);
    all.add("-config-file");
    all.add(file.toString());
    return all;
  }

  private static Value.Obj own(AgentUnderTest agent, List<String> arguments) {
    Map<String, Value> ports = new LinkedHashMap<>();
    for (String name :
        List.of("http", "dns", "grpc", "serf_lan", "serf_wan", "server", "grpc_tls")) {
      ports.put(name, new Value.Int(agent.port(name + "_port")));
    }
    ports.put("https", new Value.Int(-1));
    Map<String, Value> config = new LinkedHashMap<>();
    config.put("ports", new Value.Obj(ports));
    config.put("bind_addr", new Value.Str("127.0.0.1"));
    if (!has(arguments, "node-id")) {
      config.put("node_id", new Value.Str(agent.nodeId()));
    }
    if (!has(arguments, "node")) {
      config.put("node_name", new Value.Str(agent.node()));
    }
    return new Value.Obj(config);
  }

  private static Value.Obj withoutNullPorts(Value.Obj config) {
    Map<String, Value> ports = new LinkedHashMap<>();
    if (config.get("ports") instanceof Value.Obj all) {
      ports.putAll(all.fields());
      ports.values().removeIf(Value.Nil.class::isInstance);
    }
    Map<String, Value> fields = new LinkedHashMap<>(config.fields());
    fields.put("ports", new Value.Obj(ports));
    return new Value.Obj(fields);
  }

  /** Whether a flag is given, with one dash or two, with its value attached or not. */
  static boolean has(List<String> arguments, String flag) {
    return arguments.stream().anyMatch(argument -> argument.matches("--?" + flag + "(=.*)?"));
  }
}
