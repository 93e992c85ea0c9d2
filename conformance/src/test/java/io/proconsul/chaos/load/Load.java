package io.proconsul.chaos.load;

import io.proconsul.chaos.check.Call;
import io.proconsul.chaos.check.Model;
import io.proconsul.chaos.check.Operation;
import io.proconsul.chaos.check.Outcome;
import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.chaos.datacenter.Datacenter;
import io.proconsul.conformance.net.HttpAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** All clients of a run and their record. Started and stopped once, by the run's thread. */
public final class Load {
  private static final int REGISTERS = 3;
  private static final int LOCKS = 2;

  private final Datacenter datacenter;
  private final RunClock clock;
  private final List<Thread> threads = new ArrayList<>();
  private final KeyRing consistent = new KeyRing("consistent/", Model.REGISTER, REGISTERS);
  private final KeyRing byDefault = new KeyRing("default/", Model.REGISTER, REGISTERS);
  private final KeyRing locks = new KeyRing("lock/", Model.LOCK, LOCKS);
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Long> writes = new ConcurrentLinkedQueue<>();
  private final LongAdder answers = new LongAdder();
  private final LongAdder refusedAnswers = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile boolean on = true;

  public Load(Datacenter datacenter, RunClock clock) {
    this.datacenter = datacenter;
    this.clock = clock;
  }

  /** Registers the node that sessions belong to and starts the clients. */
  public void start(long seed) throws IOException {
    AgentApi api = datacenter.agents().getFirst().api();
    String node = "{\"Node\": \"" + LockClient.NODE + "\", \"Address\": \"192.0.2.1\"}";
    HttpAnswer answer = api.put("/v1/catalog/register", node);
    if (answer.status() != 200) {
      throw new IOException("cannot register a node: " + AgentApi.text(answer));
    }
    int number = 0;
    for (int i = 0; i < 3; i++) {
      begin(new RegisterClient(++number, this, random(seed + number), consistent, "?consistent"));
      begin(new RegisterClient(++number, this, random(seed + number), byDefault, ""));
      begin(new LockClient(++number, this, random(seed + number), locks));
    }
    for (Agent agent : datacenter.agents()) {
      begin(new CounterClient(++number, this, random(seed + number), agent));
    }
  }

  private void begin(Client client) {
    threads.add(Thread.ofPlatform().name("client-" + client.number).start(client));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Waits for the last answers. */
  public void stop() throws InterruptedException {
    on = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  boolean isOn() {
    return on;
  }

  void enter() {
    try {
      datacenter.enter();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long now() {
    return clock.now();
  }

  AgentApi anyAgent(RandomGenerator random) {
    List<Agent> agents = List.copyOf(datacenter.agents());
    return agents.get(random.nextInt(agents.size())).api();
  }

  Operation ended(int client, Call call, boolean done, long invoked) {
    return done
        ? new Operation(client, call, Outcome.DONE, invoked, clock.now())
        : Operation.unknown(client, call, invoked);
  }

  void answered(@org.jspecify.annotations.Nullable HttpAnswer answer) {
    answers.increment();
    if (answer != null && answer.status() != 200 && answer.status() != 404) {
      refusedAnswers.increment();
    }
  }

  void failed() {
    failures.increment();
  }

  void wrote() {
    writes.add(clock.now());
  }

  void acknowledged(String key) {
    acknowledged.add(key);
    wrote();
  }

  /** Keys of which every one must be there at the end. */
  public List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** When writes were acknowledged, in nanoseconds of the run's clock, in order. */
  public List<Long> writes() {
    return writes.stream().sorted().toList();
  }

  public List<Journal> consistent() {
    return consistent.all();
  }

  public List<Journal> byDefault() {
    return byDefault.all();
  }

  public List<Journal> locks() {
    return locks.all();
  }

  /** What came of all requests, in words. */
  public String counts() {
    return answers.sum() + " answers, of which " + refusedAnswers.sum()
        + " were errors; no answer to " + failures.sum();
  }
}
