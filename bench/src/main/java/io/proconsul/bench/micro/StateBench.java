package io.proconsul.bench.micro;

import io.proconsul.core.command.KvCommand;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.KvEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The state machine: commands applied and questions answered, with 10,000 keys and 1,000 instances.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StateBench {
  private static final int KEYS = 10_000;

  private static final HealthQuery.ServiceHealth HEALTH =
      new HealthQuery.ServiceHealth("web", List.of(), Map.of(), true, false);

  private final Population population = new Population();
  private final KvCommand.Set[] writes = new KvCommand.Set[KEYS];
  private int next;

  @Setup
  public void fill() {
    population.keys(KEYS).instances("web", 1_000);
    for (int i = 0; i < KEYS; i++) {
      writes[i] = Population.set(Population.key(i));
    }
  }

  private int next() {
    next = (next + 7) % KEYS;
    return next;
  }

  @Benchmark
  public Object setKey() {
    return population.apply(writes[next()]);
  }

  @Benchmark
  public Answer<Optional<KvEntry>> getKey() {
    return StateMachine.read(
        population.machine().tables(),
        new KvQuery.Get(writes[next()].entry().key()),
        new WatchSet());
  }

  /** A hundred keys out of the ten thousand. */
  @Benchmark
  public Answer<List<KvEntry>> scanPrefix() {
    return StateMachine.read(
        population.machine().tables(),
        new KvQuery.ListEntries("bench/" + next() % 100 + "/"),
        new WatchSet());
  }

  @Benchmark
  public Answer<List<HealthEntry>> readHealth() {
    return StateMachine.read(population.machine().tables(), HEALTH, new WatchSet());
  }

  /** Registers what is registered already, as agents do again and again. */
  @Benchmark
  public Object registerAgain() {
    return population.apply(Population.registration("web", next() % 1_000));
  }
}
