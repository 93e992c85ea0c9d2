package io.proconsul.bench.micro;

import io.proconsul.core.api.Response;
import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bytes out of and into records: health answers as JSON, commands as the log stores them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBench {
  private static final Stamped SET = new Stamped(Population.set(Population.key(1)), 1);
  private static final Stamped REGISTER = new Stamped(Population.registration("web", 1), 1);

  private List<HealthEntry> twenty = List.of();
  private List<HealthEntry> thousand = List.of();
  private byte[] set = {};
  private byte[] register = {};

  @Setup
  public void fill() {
    StateMachine machine =
        new Population().instances("small", 20).instances("web", 1_000).machine();
    twenty = health(machine, "small");
    thousand = health(machine, "web");
    set = CommandCodec.encode(SET);
    register = CommandCodec.encode(REGISTER);
  }

  private static List<HealthEntry> health(StateMachine machine, String service) {
    var query = new HealthQuery.ServiceHealth(service, List.of(), Map.of(), true, false);
    return StateMachine.read(machine.tables(), query, new WatchSet()).result();
  }

  private static byte[] json(List<HealthEntry> entries) {
    return Response.encode(entries, false, (all, sink) -> sink.list(all, HealthEntry::writeTo));
  }

  @Benchmark
  public byte[] healthOfTwenty() {
    return json(twenty);
  }

  @Benchmark
  public byte[] healthOfThousand() {
    return json(thousand);
  }

  @Benchmark
  public byte[] encodeSet() {
    return CommandCodec.encode(SET);
  }

  @Benchmark
  public Stamped decodeSet() {
    return CommandCodec.decode(set);
  }

  @Benchmark
  public byte[] encodeRegistration() {
    return CommandCodec.encode(REGISTER);
  }

  @Benchmark
  public Stamped decodeRegistration() {
    return CommandCodec.decode(register);
  }
}
