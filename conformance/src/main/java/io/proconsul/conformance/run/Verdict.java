package io.proconsul.conformance.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario went.
 *
 * @param error why it could not be played to its end; null when it was
 */
public record Verdict(
    String name, List<StepVerdict> steps, @Nullable String error, double seconds) {

  public Verdict {
    steps = List.copyOf(steps);
  }

  /**
   * How one step went.
   *
   * @param differences from what was expected; none when it holds
   */
  public record StepVerdict(int number, String what, String note, List<String> differences) {
    public boolean holds() {
      return differences.isEmpty();
    }
  }

  public boolean passed() {
    return error == null && steps.stream().allMatch(StepVerdict::holds);
  }

  public List<StepVerdict> failures() {
    return steps.stream().filter(step -> !step.holds()).toList();
  }
}
