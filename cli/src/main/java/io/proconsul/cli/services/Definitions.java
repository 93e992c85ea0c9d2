package io.proconsul.cli.services;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.cli.api.Failure;
import io.proconsul.codec.DecodeException;
import io.proconsul.model.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;

/** The services that files define, read as the agent reads its own. */
final class Definitions {
  private Definitions() {}

  static List<ServiceDefinition> read(String[] files) throws Failure {
    ConfigLoader loader = new ConfigLoader();
    List<ServiceDefinition> services = new ArrayList<>();
    try {
      for (String file : files) {
        services.addAll(loader.definitions(List.of(file)).services());
      }
    } catch (ConfigException | DecodeException e) {
      throw new Failure("Error: " + e.getMessage());
    }
    return services;
  }
}
