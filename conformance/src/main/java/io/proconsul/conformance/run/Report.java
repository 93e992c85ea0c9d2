package io.proconsul.conformance.run;

import io.proconsul.conformance.run.Verdict.StepVerdict;
import java.util.List;
import java.util.Locale;

/** Verdicts as text: a line for each scenario and, when it fails, the first differences. */
public final class Report {
  private static final int DIFFERENCES = 10;
  private static final String INDENT = "     ";

  private Report() {}

  /** @param failingSteps how many failing steps are shown */
  public static String of(Verdict verdict, int failingSteps) {
    int all = verdict.steps().size();
    if (verdict.passed()) {
      return String.format(
          Locale.ROOT, "ok   %s (%d steps, %.1fs)", verdict.name(), all, verdict.seconds());
    }
    List<StepVerdict> failures = verdict.failures();
    StringBuilder text = new StringBuilder(String.format(
        Locale.ROOT,
        "FAIL %s (%d of %d steps fail, %.1fs)",
        verdict.name(),
        failures.size(),
        all,
        verdict.seconds()));
    String error = verdict.error();
    if (error != null) {
      text.append('\n').append(INDENT).append(error.replace("\n", "\n" + INDENT));
    }
    failures.stream().limit(failingSteps).forEach(step -> append(step, text));
    return text.toString();
  }

  private static void append(StepVerdict step, StringBuilder text) {
    text.append('\n').append(INDENT);
    text.append("step ").append(step.number()).append(": ").append(step.what());
    if (!step.note().isEmpty()) {
      text.append("  (").append(step.note()).append(')');
    }
    List<String> differences = step.differences();
    differences.stream()
        .limit(DIFFERENCES)
        .forEach(difference -> text.append('\n').append(INDENT).append("  ").append(difference));
    if (differences.size() > DIFFERENCES) {
      text.append('\n').append(INDENT);
      text.append("  ... ").append(differences.size() - DIFFERENCES).append(" more");
    }
  }
}
