package io.proconsul.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The agent's log.
 *
 * @param level one of {@link #LEVELS}, in capitals
 * @param json a JSON object a line in place of text
 * @param file a second copy of every line
 * @param rotateBytes size at which a new file is begun; 0 for none
 * @param rotateDuration age at which a new file is begun; zero for 24 hours
 * @param rotateMaxFiles older files that are kept; 0 for all, -1 for none
 */
public record LogConfig(
    String level,
    boolean json,
    Optional<Path> file,
    int rotateBytes,
    Duration rotateDuration,
    int rotateMaxFiles) {
  public static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERR", "ERROR");

  public static final LogConfig DEFAULT =
      new LogConfig("INFO", false, Optional.empty(), 0, Duration.ZERO, 0);

  public LogConfig {
    if (!LEVELS.contains(level)) {
      throw new ConfigException("Invalid log level: " + level + ". Valid log levels are: ["
          + String.join(" ", LEVELS) + "]");
    }
  }
}
