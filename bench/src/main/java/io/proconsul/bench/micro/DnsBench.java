package io.proconsul.bench.micro;

import io.proconsul.core.dns.DnsResolver;
import io.proconsul.core.dns.DnsResponder;
import io.proconsul.core.dns.DnsSettings;
import io.proconsul.core.run.StateMachine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** DNS questions to answers, bytes to bytes; the clients change nothing, so the lookup is kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DnsBench {
  private static final int A = 1;
  private static final int SRV = 33;
  private static final byte[] HEADER = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0};

  private final byte[] address = question("three.service.consul", A);
  private final byte[] locations = question("many.service.consul", SRV);
  private DnsResponder responder = responder(new StateMachine());

  @Setup
  public void fill() {
    responder =
        responder(new Population().instances("three", 3).instances("many", 200).machine());
  }

  private static DnsResponder responder(StateMachine machine) {
    DnsResolver resolver = new DnsResolver(machine::tables, DnsSettings.defaults("dc1"));
    return new DnsResponder(resolver, new SplittableRandom(7), () -> 1_700_000_000);
  }

  private static byte[] question(String name, int type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HEADER);
    for (String label : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return out.toByteArray();
  }

  @Benchmark
  public DnsResponder.Verdict addressOfThree() {
    return responder.respond(address, address.length, false);
  }

  @Benchmark
  public DnsResponder.Verdict locationsOfMany() {
    return responder.respond(locations, locations.length, false);
  }

  @Benchmark
  public DnsResponder.Verdict locationsOfManyOverTcp() {
    return responder.respond(locations, locations.length, true);
  }
}
