package io.proconsul.conformance.scenario;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One scenario file: how to start agents and servers, what to send, what to expect.
 *
 * @param files written under the scenario's folder before the agents start
 * @param servers fixture servers, as the file describes them
 */
public record Scenario(
    String name,
    String about,
    List<AgentDefinition> agents,
    Map<String, Value> files,
    List<Value.Obj> servers,
    List<Step> steps) {

  private static final double AGENT_SECONDS = 3;
  private static final double RETRY_SHARE = 0.5;

  public static Scenario read(Path file) throws IOException {
    try {
      if (Json.parse(Files.readAllBytes(file)) instanceof Value.Obj object) {
        return ScenarioReader.read(object, file.getFileName().toString().replace(".json", ""));
      }
      throw new IOException(file + ": not a scenario");
    } catch (DecodeException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether it needs the executable itself: for a command line, control of a process, or an agent
   * with a working folder and an environment of its own.
   */
  public boolean needsProcess() {
    return !files.isEmpty()
        || agents.stream().anyMatch(agent -> !agent.environment().isEmpty())
        || steps.stream().map(Step::action).anyMatch(Scenario::needsProcess);
  }

  /** A guess at how long it takes, in seconds, so that the slowest can be started first. */
  public double expectedSeconds() {
    double seconds = AGENT_SECONDS * agents.size();
    for (Step step : steps) {
      seconds += RETRY_SHARE * step.retrySeconds();
      seconds += switch (step.action()) {
        case Action.Sleep(double length) -> length;
        case Action.Background(String _, Action _, double settle) -> settle;
        case Action.Http _,
            Action.Dns _,
            Action.Cli _,
            Action.Template _,
            Action.Await _,
            Action.Join _,
            Action.Server _,
            Action.FileAccess _,
            Action.AgentControl _ -> 0;
      };
    }
    return seconds;
  }

  private static boolean needsProcess(Action action) {
    return switch (action) {
      case Action.Cli _, Action.Template _, Action.AgentControl _ -> true;
      case Action.Background background -> needsProcess(background.inner());
      case Action.Http _,
          Action.Dns _,
          Action.Await _,
          Action.Join _,
          Action.Sleep _,
          Action.Server _,
          Action.FileAccess _ -> false;
    };
  }
}
