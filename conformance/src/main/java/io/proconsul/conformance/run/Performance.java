package io.proconsul.conformance.run;

import io.proconsul.conformance.agent.AgentUnderTest;
import io.proconsul.conformance.agent.StartFailure;
import io.proconsul.conformance.run.Verdict.StepVerdict;
import io.proconsul.conformance.scenario.Scenario;
import io.proconsul.conformance.scenario.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of one scenario against fresh agents, on the calling thread. */
public final class Performance {
  private final Scenario scenario;
  private final Options options;
  private final Patience patience;
  private final List<StepVerdict> steps = new ArrayList<>();

  private Performance(Scenario scenario, Options options, Patience patience) {
    this.scenario = scenario;
    this.options = options;
    this.patience = patience;
  }

  /** Plays it; whatever goes wrong is in the verdict. */
  public static Verdict play(Scenario scenario, Options options, Patience patience) {
    return new Performance(scenario, options, patience).play();
  }

  private Verdict play() {
    long start = System.nanoTime();
    String error;
    try (Stage stage = Stage.open(scenario, options, patience)) {
      error = playSteps(stage);
    } catch (StartFailure e) {
      error = e.getMessage();
    } catch (IOException | RuntimeException e) {
      error = e.toString();
    }
    return new Verdict(scenario.name(), steps, error, (System.nanoTime() - start) / 1e9);
  }

  /** Why it could not be played to its end; null when it was. */
  private @Nullable String playSteps(Stage stage) throws IOException {
    for (Step step : scenario.steps()) {
      Attempt attempt = attemptUntilHolds(step, stage);
      steps.add(
          new StepVerdict(steps.size(), step.description(), step.note(), attempt.differences()));
      if (!attempt.differences().isEmpty()) {
        AgentUnderTest first = stage.agent(null);
        if (first != null && attempt.outcome().error() != null && isLost(first)) {
          return "the agent ended: " + first.logTail();
        }
        if (patience.stopAtFirstFailure()) {
          return null;
        }
      }
      // Its last wait may have been cut, so that what it showed is not what was asked.
      if (stage.deadline().passed()) {
        return "not over after " + patience.whole() + "s";
      }
    }
    return null;
  }

  private static boolean isLost(AgentUnderTest agent) {
    return agent.hasEnded() && !agent.definition().mayExit();
  }

  private record Attempt(Outcome outcome, List<String> differences) {}

  private Attempt attemptUntilHolds(Step step, Stage stage) throws IOException {
    Deadline retries = stage.deadline().within(Math.min(step.retrySeconds(), patience.retry()));
    while (true) {
      Attempt attempt = attempt(step, stage);
      boolean again = step.retrySeconds() > 0 && !retries.passed();
      if (attempt.differences().isEmpty() || !again) {
        return attempt;
      }
      stage.deadline().sleep(step.everySeconds());
    }
  }

  private static Attempt attempt(Step step, Stage stage) throws IOException {
    try {
      Outcome outcome = new Actions(stage).perform(step.action());
      List<String> differences = Expectation.check(step.expect(), outcome, stage.variables());
      if (differences.isEmpty()) {
        differences = Saving.save(step.save(), outcome, stage.variables());
      }
      return new Attempt(outcome, differences);
    } catch (StartFailure e) {
      String message = String.valueOf(e.getMessage());
      return new Attempt(Outcome.failed(message), List.of(message));
    }
  }
}
