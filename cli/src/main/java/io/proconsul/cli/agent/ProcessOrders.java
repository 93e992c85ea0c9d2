package io.proconsul.cli.agent;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.load.AgentArguments;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.agent.config.load.LoadedConfig;
import java.util.Optional;

/** What an agent that is a process of its own is told over its API. Any thread. */
record ProcessOrders(ConfigLoader loader, AgentArguments arguments, Signals signals)
    implements Consul.Orders {
  @Override
  public Optional<AgentConfig> read() {
    LoadedConfig loaded = loader.load(arguments);
    AgentLog.update(loaded);
    return Optional.of(loaded.config());
  }

  @Override
  public void leave() {
    signals.leave();
  }
}
