package io.proconsul.cli.agent;

import io.proconsul.agent.config.LogConfig;
import io.proconsul.agent.config.load.LoadedConfig;
import io.proconsul.cli.logging.LogOutput;
import org.slf4j.LoggerFactory;

/** Starts the log as the configuration says, and tells there what is odd about it. */
final class AgentLog {
  private AgentLog() {}

  static void start(LoadedConfig loaded) {
    LogConfig log = loaded.config().operation().log();
    LogOutput.start(new LogOutput.Settings(log.level(), log.json(), log.file()));
    warn(loaded);
  }

  /** Takes over what can change while the agent runs. */
  static void update(LoadedConfig loaded) {
    LogOutput.level(loaded.config().operation().log().level());
    warn(loaded);
  }

  private static void warn(LoadedConfig loaded) {
    loaded.warnings().forEach(LoggerFactory.getLogger("agent")::warn);
  }
}
