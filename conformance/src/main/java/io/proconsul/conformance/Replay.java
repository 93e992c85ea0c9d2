package io.proconsul.conformance;

import io.proconsul.conformance.agent.ProcessLauncher;
import io.proconsul.conformance.run.Options;
import io.proconsul.conformance.run.Patience;
import io.proconsul.conformance.run.Playbill;
import io.proconsul.conformance.run.Report;
import io.proconsul.conformance.run.Verdict;
import io.proconsul.conformance.scenario.Scenario;
import io.proconsul.conformance.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The command line: plays scenario files against an executable and says how each went. */
public final class Replay {
  private Replay() {}

  public static void main(String[] args) throws Exception {
    try {
      System.exit(run(Arguments.parse(args)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("cannot read the scenarios: " + e);
      System.exit(2);
    }
  }

  /** 0 when all hold, else 1. */
  private static int run(Arguments arguments)
      throws IOException, InterruptedException, ExecutionException {
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : ScenarioFiles.below(arguments.paths())) {
      Scenario scenario = Scenario.read(file);
      if (arguments.selects(scenario.name())) {
        scenarios.add(scenario);
      }
    }
    if (arguments.list()) {
      for (Scenario scenario : scenarios) {
        System.out.printf(
            "%-40s %3d steps  %s%n", scenario.name(), scenario.steps().size(), scenario.about());
      }
      return 0;
    }
    return play(scenarios, arguments);
  }

  private static int play(List<Scenario> scenarios, Arguments arguments)
      throws InterruptedException, ExecutionException {
    Path executable = arguments.executable();
    Options options = new Options(new ProcessLauncher(executable), executable, arguments.keep());
    Patience patience = Patience.FULL.withStart(arguments.startTimeout());
    List<Playbill.Entry> entries = scenarios.stream()
        .map(scenario -> new Playbill.Entry(scenario, options, patience))
        .toList();
    int passed = 0;
    try (Playbill playbill = new Playbill(arguments.jobs())) {
      for (Future<Verdict> future : playbill.play(entries)) {
        Verdict verdict = future.get();
        System.out.println(Report.of(verdict, arguments.maxDiffs()));
        passed += verdict.passed() ? 1 : 0;
      }
    }
    System.out.println(passed + " passed, " + (scenarios.size() - passed) + " failed");
    return passed == scenarios.size() ? 0 : 1;
  }
}
