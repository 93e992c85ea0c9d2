package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Render;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever arrives, it becomes a value; what is not understood becomes a refusal with a text. */
class HostileBytesTest {
  private static final Target TARGET = new Target("dc2", "");

  private final TestingRpc rpc = new TestingRpc();

  @Property(tries = 300)
  void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
    rpc.methods.names().forEach(method -> read(method, bytes));
  }

  @Property(tries = 100)
  void damagedCallsAreReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    for (Call<?> call : calls(random)) {
      for (int i = 0; i < 5; i++) {
        read(call.method(), damaged(call.encode(), random));
      }
    }
  }

  @Property(tries = 5)
  void argumentsOfOneMethodAreNoHarmToAnother(@ForAll long seed) {
    Random random = new Random(seed);
    for (Call<?> call : calls(random)) {
      byte[] args = call.encode();
      rpc.methods.names().forEach(method -> read(method, args));
    }
  }

  @Property(tries = 60)
  @SuppressWarnings("unchecked") // answers are of the type that their query declares
  void damagedRepliesAreReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    Samples samples = new Samples(random);
    SampleAnswers answers = new SampleAnswers(random);
    samples.queries().forEach(query -> {
      Call<?> call = rpc.outgoing.ask(TARGET, query, samples.options());
      var ask = (Incoming.Ask<Object>) rpc.arrive(call);
      byte[] body = ask.read()
          .render()
          .render(answers.to(query), new Render.Context(false, ""))
          .body();
      assertThat(ends(call, damaged(body, random))).isEqualTo(1);
    });
    samples.operations().forEach(operation -> {
      Call<?> call = rpc.outgoing.perform(TARGET, operation);
      var perform = (Incoming.Perform<Object>) rpc.arrive(call);
      byte[] body = perform.done(answers.to(operation)).body();
      assertThat(ends(call, damaged(body, random))).isEqualTo(1);
    });
  }

  @Test
  void whatIsSmallAndWouldBecomeLargeIsRefused() {
    byte[] maps = new byte[1 << 20];
    Arrays.fill(maps, (byte) 0x80);
    maps[0] = (byte) 0xdd;
    ByteBuffer.wrap(maps).putInt(1, maps.length - 5);
    assertThat(rpc.methods.read("KVS.Get", maps))
        .isEqualTo(new Incoming.Refusal("msgpack: more values than are allowed"));
  }

  private void read(String method, byte[] args) {
    Incoming arrived = rpc.methods.read(method, args);
    assertThat(arrived).isNotNull();
    if (arrived instanceof Incoming.Refusal(String text)) {
      assertThat(text).isNotEmpty();
    }
  }

  private List<Call<?>> calls(Random random) {
    Samples samples = new Samples(random);
    List<Call<?>> calls = new ArrayList<>();
    samples
        .queries()
        .forEach(query -> calls.add(rpc.outgoing.ask(TARGET, query, samples.options())));
    samples.commands().forEach(command -> calls.add(rpc.outgoing.submit(TARGET, command)));
    samples.operations().forEach(operation -> calls.add(rpc.outgoing.perform(TARGET, operation)));
    return calls;
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  /** How often the caller hears of it. */
  private static <R> int ends(Call<R> call, byte[] reply) {
    int[] heard = new int[1];
    call.finish(reply, new Outcome<R>() {
      @Override
      public void done(R result) {
        heard[0]++;
      }

      @Override
      public void failed(ConsulException cause) {
        heard[0]++;
      }
    });
    return heard[0];
  }
}
