package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import io.proconsul.chaos.datacenter.RunFolder;
import io.proconsul.chaos.load.Load;
import io.proconsul.chaos.load.RunClock;
import io.proconsul.chaos.site.FakeClock;
import io.proconsul.chaos.site.LoopbackSite;
import io.proconsul.chaos.site.NamespaceSite;
import io.proconsul.chaos.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One run: a fresh datacenter, clients, faults one after the other with a recovery after each, and
 * the checks at the end. It has a thread of its own, since that moves into the run's network.
 */
public final class ChaosRun {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final int SHORTEST_MILLIS = 4_000;
  private static final int LONGEST_MILLIS = 9_000;
  private static final int CALM_MILLIS = 1_500;
  private static final int LOG_LINES = 25;

  /** @param failures empty when all is well */
  public record Result(List<String> failures, String report) {
    public Result {
      failures = List.copyOf(failures);
    }
  }

  private final Plan plan;
  private final RandomGenerator random;
  private final Findings findings = new Findings();
  private final RunClock clock = RunClock.start();

  private ChaosRun(Plan plan) {
    this.plan = plan;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
  }

  public static Result run(Plan plan) throws IOException, InterruptedException {
    FutureTask<Result> task = new FutureTask<>(() -> new ChaosRun(plan).run());
    Thread.ofPlatform().name("chaos").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("the run broke off: " + e.getCause(), e.getCause());
    }
  }

  private Result run() throws IOException, InterruptedException {
    try (RunFolder folder = RunFolder.create();
        Site site = site(folder);
        Datacenter datacenter =
            new Datacenter(plan.executable(), folder, site, plan.servers(), fakeClock())) {
      datacenter.enter();
      datacenter.start(plan.clients());
      Availability availability = new Availability(List.of(), Duration.ZERO, clock.elapsed());
      List<String> unready = new Patience(datacenter).untilAllServe(START);
      if (unready.isEmpty()) {
        availability = troubles(datacenter);
      } else {
        findings.failure("the datacenter did not form: " + unready);
      }
      if (!findings.failures().isEmpty()) {
        datacenter.agents().forEach(a -> findings.log(a.name(), a.lastLines(LOG_LINES)));
        if (plan.keepFailed()) {
          folder.keep();
          findings.fact("logs and data are kept in " + folder.path());
        }
      }
      return new Result(findings.failures(), Report.of(plan, findings, availability));
    }
  }

  private Optional<FakeClock> fakeClock() throws IOException {
    if (!ClockFaults.namedIn(plan.only())) {
      return Optional.empty();
    }
    FakeClock fake = FakeClock.find()
        .orElseThrow(() -> new IOException("clocks are set with Debian's package libfaketime"));
    return Optional.of(fake);
  }

  private Site site(RunFolder folder) throws IOException {
    return plan.namespaces() ? NamespaceSite.create(folder.name()) : new LoopbackSite();
  }

  private Availability troubles(Datacenter datacenter) throws IOException, InterruptedException {
    findings.fact("all agents served " + clock.elapsed().toMillis() / 1000.0
        + " s after the start of the run");
    Load load = new Load(datacenter, clock);
    load.start(plan.seed());
    long begun = clock.now();
    try {
      Schedule schedule = new Schedule(plan, random);
      long end = begun + plan.length().toNanos();
      while (clock.now() < end && findings.failures().isEmpty()) {
        calm();
        survive(schedule.next(), datacenter);
      }
      calm();
    } finally {
      load.stop();
    }
    Duration ended = clock.elapsed();
    findings.fact(load.counts());
    if (findings.failures().isEmpty()) {
      check(new FinalChecks(datacenter, load, findings));
    }
    return new Availability(load.writes(), Duration.ofNanos(begun), ended);
  }

  private void check(FinalChecks checks) {
    try {
      checks.run(plan.strictDefault());
    } catch (IOException e) {
      findings.failure("the final checks got no answer: " + e);
    }
  }

  private static void calm() {
    LockSupport.parkNanos(CALM_MILLIS * 1_000_000L);
  }

  private void survive(Fault fault, Datacenter datacenter) {
    try {
      trouble(fault, datacenter);
    } catch (IOException e) {
      findings.failure("during " + fault.name() + ": " + e);
    }
  }

  private void trouble(Fault fault, Datacenter datacenter) throws IOException {
    Duration begun = clock.elapsed();
    String whom = fault.begin(datacenter, random);
    long lasts = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
    LockSupport.parkNanos(lasts * 1_000_000L);
    notice(fault, datacenter);
    fault.end(datacenter);
    Duration ended = clock.elapsed();
    List<String> unready = new Patience(datacenter).untilAllServe(RECOVERY);
    findings.trouble(new Findings.Trouble(fault.name(), whom, begun, ended, clock.elapsed()));
    if (!unready.isEmpty()) {
      findings.failure("no recovery within " + RECOVERY.toSeconds() + " s after " + fault.name()
          + " of " + whom + ": " + unready);
    }
  }

  /** An agent never ends by itself. */
  private void notice(Fault fault, Datacenter datacenter) {
    for (Agent agent : datacenter.agents()) {
      OptionalInt code = agent.endedByItself();
      if (code.isPresent()) {
        findings.failure(agent + " ended with code " + code.getAsInt() + " during " + fault.name()
            + "; its log: " + agent.log());
      }
    }
  }
}
