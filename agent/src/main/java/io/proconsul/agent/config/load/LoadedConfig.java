package io.proconsul.agent.config.load;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.codec.Value;
import java.util.List;

/**
 * What a load gave.
 *
 * @param merged all sources in one, as files spell it
 * @param warnings for the log, in order
 */
public record LoadedConfig(AgentConfig config, Value.Obj merged, List<String> warnings) {
  public LoadedConfig {
    warnings = List.copyOf(warnings);
  }
}
