package io.proconsul.agent.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What this agent does in its datacenter.
 *
 * @param devMode in memory, alone, with everything switched on for trying things out
 * @param bootstrapExpect how many servers make the first election; 0 on client agents
 */
public record Role(boolean devMode, boolean server, int bootstrapExpect, Optional<Path> dataDir)
    implements AgentConfig.Part {
  public static Role dev() {
    return new Role(true, true, 1, Optional.empty());
  }

  public static Role server(Path dataDir, int bootstrapExpect) {
    return new Role(false, true, bootstrapExpect, Optional.of(dataDir));
  }
}
