package io.proconsul.agent.check;

import io.proconsul.core.check.CheckMachine;
import io.proconsul.core.check.CheckResult;
import io.proconsul.core.local.CheckRunner;
import io.proconsul.core.local.LocalState;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.CheckDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the periodic checks: first at a random moment within the interval, so that an agent's checks
 * are spread out, then an interval after each end. A check runs once at a time. Any thread.
 */
public final class CheckScheduler implements CheckRunner, AutoCloseable {
  /** As in Consul, a check that is asked for more often runs this often. */
  static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

  /** How long after its timeout a probe must have come back. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger("agent.checks");

  private final LocalState state;
  private final Timer timer;
  private final RandomGenerator random;
  private final Probes probes = new Probes();
  private final ProbeThreads threads = new ProbeThreads();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  public CheckScheduler(LocalState state, Timer timer, RandomGenerator random) {
    this.state = state;
    this.timer = timer;
    this.random = random;
  }

  @Override
  public Optional<String> refusal(CheckDefinition definition) {
    return Probes.refusal(definition.kind());
  }

  @Override
  public void start(String checkId, CheckDefinition definition, int maxOutput) {
    Duration interval = definition.interval();
    if (interval.compareTo(MIN_INTERVAL) < 0) {
      LOG.warn("check has interval below minimum: check={} minimum_interval=1s", checkId);
      interval = MIN_INTERVAL;
    }
    CheckMachine machine = new CheckMachine(definition.thresholds());
    Run run = new Run(checkId, probes.of(definition, maxOutput), machine, interval);
    Run before = runs.put(checkId, run);
    if (before != null) {
      before.stop();
    }
    run.schedule(Duration.ofNanos(random.nextLong(interval.toNanos())));
  }

  @Override
  public void stop(String checkId) {
    Run run = runs.remove(checkId);
    if (run != null) {
      run.stop();
    }
  }

  @Override
  public void close() {
    runs.values().forEach(Run::stop);
    runs.clear();
    threads.close();
    probes.close();
  }

  /** One check under way. */
  private final class Run {
    private final String checkId;
    private final Probe probe;
    private final CheckMachine machine;
    private final Duration interval;
    private boolean stopped;
    private Cancellation next = Cancellation.NONE;
    private @Nullable Deadline deadline;

    Run(String checkId, Probe probe, CheckMachine machine, Duration interval) {
      this.checkId = checkId;
      this.probe = probe;
      this.machine = machine;
      this.interval = interval;
    }

    synchronized void schedule(Duration delay) {
      if (!stopped) {
        next = timer.after(delay, () -> threads.execute(probe, this::look));
      }
    }

    /** On a thread of its own. A probe that does not come back in time has its say all the same. */
    private void look() {
      Deadline current;
      synchronized (this) {
        if (stopped) {
          return;
        }
        current = new Deadline(timer, probe.timeout());
        deadline = current;
      }
      OnceOnly once = new OnceOnly(this::take);
      Cancellation stuck = timer.after(
          probe.timeout().plus(GRACE), () -> once.accept(ScriptProbe.timedOut(probe.timeout())));
      try (current) {
        once.accept(probe.run(current));
      } catch (RuntimeException e) {
        LOG.error("A check's probe failed: check={}", checkId, e);
        once.accept(CheckResult.critical(String.valueOf(e.getMessage())));
      } finally {
        stuck.cancel();
        schedule(interval);
      }
    }

    private void take(CheckResult result) {
      Optional<CheckResult> verdict;
      synchronized (this) {
        verdict = stopped ? Optional.empty() : machine.on(result);
      }
      verdict.ifPresent(shown -> state.update(checkId, shown.status(), shown.output()));
    }

    void stop() {
      Deadline current;
      synchronized (this) {
        stopped = true;
        next.cancel();
        current = deadline;
      }
      if (current != null) {
        current.expire();
      }
    }
  }
}
