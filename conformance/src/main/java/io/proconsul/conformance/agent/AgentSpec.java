package io.proconsul.conformance.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start, with every variable filled in.
 *
 * @param arguments of {@code consul agent}, which name the configuration file as well
 * @param folder the working folder
 * @param environment all of it, for a process
 * @param log the file that takes what the agent prints, appended
 */
public record AgentSpec(
    List<String> arguments, Path folder, Map<String, String> environment, Path log) {

  public AgentSpec {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
