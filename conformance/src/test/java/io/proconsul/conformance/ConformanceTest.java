package io.proconsul.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.proconsul.conformance.agent.EmbeddedLauncher;
import io.proconsul.conformance.agent.ProcessLauncher;
import io.proconsul.conformance.run.Options;
import io.proconsul.conformance.run.Patience;
import io.proconsul.conformance.run.Playbill;
import io.proconsul.conformance.run.Report;
import io.proconsul.conformance.run.Verdict;
import io.proconsul.conformance.scenario.Scenario;
import io.proconsul.conformance.scenario.ScenarioFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario, against an agent within this JVM or, where it needs one, the {@code consul}
 * executable. One that fails fails the build unless {@code waiting.txt} lists it, and one that is
 * listed and passes fails the build as well, so that the list only ever says what is true.
 * Properties: {@code conformance.bin} (for all), {@code .jobs}, {@code .only}, and {@code .prune}
 * to take what passes off the list.
 */
class ConformanceTest {
  private static final int JOBS = Integer.getInteger("conformance.jobs", 4);
  private static final int FAILING_STEPS = 3;
  private static final Path LIST = Path.of("src/test/resources/waiting.txt");
  private static final Set<String> NO_LONGER_WAITING = ConcurrentHashMap.newKeySet();
  private static final Playbill PLAYBILL = new Playbill(JOBS);

  @AfterAll
  static void endPlaybill() throws IOException {
    PLAYBILL.close();
    if (Boolean.getBoolean("conformance.prune")) {
      List<String> lines = new ArrayList<>(Files.readAllLines(LIST));
      lines.removeIf(line -> NO_LONGER_WAITING.contains(line.split(" ", 2)[0]));
      Files.write(LIST, lines);
    }
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    WaitingList waiting = waitingList();
    List<String> names = new ArrayList<>();
    List<Playbill.Entry> entries = new ArrayList<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Path> file : scenarioFiles().entrySet()) {
      Scenario scenario = Scenario.read(file.getValue());
      Options options = options(scenario);
      if (options == null) {
        tests.add(DynamicTest.dynamicTest(
            file.getKey(), () -> abort("no bin/consul: run `mvn verify`, or pass its path")));
      } else {
        names.add(file.getKey());
        Patience patience = patience(waiting.entry(file.getKey()));
        entries.add(new Playbill.Entry(scenario, options, patience));
      }
    }
    List<Future<Verdict>> verdicts = PLAYBILL.play(entries);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Future<Verdict> verdict = verdicts.get(i);
      Playbill.Entry entry = entries.get(i);
      tests.add(DynamicTest.dynamicTest(
          name, () -> judge(name, settled(entry, verdict), waiting.entry(name))));
    }
    return tests.stream();
  }

  @Test
  void waitingListNamesOnlyScenariosThatExist() throws IOException {
    assertThat(waitingList().entries().keySet())
        .isSubsetOf(ScenarioFiles.below(List.of(folder())).stream()
            .map(file -> folder().relativize(file).toString())
            .toList());
  }

  /**
   * Scenarios hold times of a quiet machine, and four run at once on two cores: one that fails with
   * its full time is played once more before it counts.
   */
  private static Verdict settled(Playbill.Entry entry, Future<Verdict> first)
      throws InterruptedException, ExecutionException {
    Verdict verdict = first.get();
    if (verdict.passed() || !entry.patience().equals(Patience.FULL)) {
      return verdict;
    }
    System.out.println("once more: " + Report.of(verdict, FAILING_STEPS));
    return PLAYBILL.play(List.of(entry)).get(0).get();
  }

  private static void judge(String name, Verdict verdict, WaitingList.@Nullable Entry waiting) {
    if (waiting == null && !verdict.passed()) {
      fail(Report.of(verdict, FAILING_STEPS));
    }
    if (waiting != null && verdict.passed()) {
      NO_LONGER_WAITING.add(name);
      fail("it passes: remove it from waiting.txt (where it says: " + waiting.reason() + ")");
    }
  }

  private static Patience patience(WaitingList.@Nullable Entry waiting) {
    if (waiting == null) {
      return Patience.FULL;
    }
    Integer budget = waiting.budgetSeconds();
    return budget == null ? Patience.SHORT : Patience.SHORT.withWhole(budget);
  }

  /** By their path within the scenarios' folder. */
  private static Map<String, Path> scenarioFiles() throws IOException {
    PathMatcher only = FileSystems.getDefault()
        .getPathMatcher("glob:" + System.getProperty("conformance.only", "**"));
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path file : ScenarioFiles.below(List.of(folder()))) {
      Path name = folder().relativize(file);
      if (only.matches(name)) {
        files.put(name.toString(), file);
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  /** Null when the scenario needs an executable and there is none. */
  private static @Nullable Options options(Scenario scenario) {
    String property = System.getProperty("conformance.bin", "");
    if (!property.isEmpty()) {
      return process(Path.of(property));
    }
    if (!scenario.needsProcess()) {
      return new Options(new EmbeddedLauncher(), null, false);
    }
    Path root = Path.of("..").toAbsolutePath().normalize();
    boolean built = Files.exists(root.resolve("cli/target/dist/built"));
    return built ? process(root.resolve("bin/consul")) : null;
  }

  private static Options process(Path executable) {
    Path absolute = executable.toAbsolutePath();
    return new Options(new ProcessLauncher(absolute), absolute, false);
  }

  private static WaitingList waitingList() throws IOException {
    return WaitingList.parse(Files.readAllLines(LIST));
  }

  private static Path folder() {
    return resource("/scenarios");
  }

  private static Path resource(String name) {
    try {
      URL url = Objects.requireNonNull(ConformanceTest.class.getResource(name), name);
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
