package io.proconsul.conformance.agent;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.load.AgentArguments;
import io.proconsul.agent.config.load.AgentArguments.Given;
import io.proconsul.agent.config.load.AgentFlag;
import io.proconsul.agent.config.load.AgentFlags;
import io.proconsul.agent.config.load.ConfigLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Starts agents within this JVM, from the same arguments and files as a process. They know neither
 * signals nor crashes, nor the environment, and their log goes where this JVM's goes.
 */
public final class EmbeddedLauncher implements AgentLauncher {
  @Override
  public RunningAgent start(AgentSpec spec) throws IOException {
    try {
      AgentConfig config =
          new ConfigLoader().load(AgentArguments.of(given(spec))).config();
      return new Embedded(Consul.start(config));
    } catch (ConfigException e) {
      throw new StartFailure("the agent refuses its configuration: " + e.getMessage());
    }
  }

  /** The flags as given; files and folders are found from the agent's folder, not this JVM's. */
  static List<Given> given(AgentSpec spec) {
    List<Given> given = new ArrayList<>();
    for (Iterator<String> rest = spec.arguments().iterator(); rest.hasNext(); ) {
      String[] parts = rest.next().replaceFirst("^--?", "").split("=", 2);
      String name = parts[0];
      String value;
      if (parts.length == 2) {
        value = parts[1];
      } else if (isSwitch(name)) {
        value = "true";
      } else if (rest.hasNext()) {
        value = rest.next();
      } else {
        throw new ConfigException("flag needs an argument: -" + name);
      }
      boolean path = name.equals("config-file") || name.equals("config-dir");
      given.add(new Given(name, path ? spec.folder().resolve(value).toString() : value));
    }
    return given;
  }

  private static boolean isSwitch(String name) {
    return AgentFlags.ALL.stream()
        .anyMatch(flag -> flag.name().equals(name) && flag.type() == AgentFlag.Type.SWITCH);
  }

  private record Embedded(Consul consul) implements RunningAgent {
    @Override
    public OptionalInt exitCode() {
      return OptionalInt.empty();
    }

    @Override
    public void signal(String name) {
      throw new UnsupportedOperationException("an agent within this JVM takes no signals");
    }

    @Override
    public void stop() {
      consul.close();
    }

    @Override
    public void kill() {
      throw new UnsupportedOperationException("an agent within this JVM cannot crash alone");
    }
  }
}
