package io.proconsul.agent.config;

import io.proconsul.model.CheckDefinition;
import io.proconsul.model.ServiceDefinition;
import java.util.List;

/** The services and checks that configuration files define. */
public record Definitions(List<ServiceDefinition> services, List<CheckDefinition> checks)
    implements AgentConfig.Part {
  public static final Definitions NONE = new Definitions(List.of(), List.of());

  public Definitions {
    services = List.copyOf(services);
    checks = List.copyOf(checks);
  }
}
