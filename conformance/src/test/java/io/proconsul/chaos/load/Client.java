package io.proconsul.chaos.load;

import io.proconsul.chaos.check.Call;
import io.proconsul.chaos.check.Operation;
import io.proconsul.chaos.check.Outcome;
import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.JsonPath;
import io.proconsul.conformance.net.HttpAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One thread that asks one thing after the other, each of an agent chosen by chance. */
abstract class Client implements Runnable {
  private static final long PACE_NANOS = 12_000_000;
  private static final long PAUSE_AFTER_ERROR_NANOS = 250_000_000;

  /** An answer's value, its index and its session; all empty or 0 for an absent key. */
  record Entry(String value, long index, String session) {
    static final Entry ABSENT = new Entry("", 0, "");
  }

  protected final int number;
  protected final Load load;
  protected final RandomGenerator random;

  Client(int number, Load load, RandomGenerator random) {
    this.number = number;
    this.load = load;
    this.random = random;
  }

  /** One request or a few. */
  abstract void step();

  @Override
  public final void run() {
    load.enter();
    while (load.isOn()) {
      step();
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  /** The caller says what it was; null when the server gave no answer of use. */
  interface Request {
    @Nullable
    HttpAnswer send(AgentApi api) throws IOException;
  }

  /** What was done or refused by a write; nothing is recorded of one that was never sent. */
  protected final Outcome write(Journal journal, Call call, Request request) {
    long invoked = load.now();
    Boolean flag;
    try {
      HttpAnswer answer = request.send(load.anyAgent(random));
      flag = answer == null ? null : AgentApi.flag(answer);
      load.answered(answer);
    } catch (ConnectException | NoRouteToHostException e) {
      load.failed();
      pause();
      return Outcome.REFUSED;
    } catch (IOException e) {
      load.failed();
      flag = null;
    }
    if (flag == null) {
      journal.add(Operation.unknown(number, call, invoked));
      pause();
      return Outcome.UNKNOWN;
    }
    Outcome outcome = flag ? Outcome.DONE : Outcome.REFUSED;
    journal.add(new Operation(number, call, outcome, invoked, load.now()));
    if (flag) {
      load.wrote();
    }
    return outcome;
  }

  /** Null when there was no answer, of which nothing is recorded. */
  protected final @Nullable Entry read(Journal journal, String mode, boolean holder) {
    long invoked = load.now();
    Entry entry = null;
    try {
      HttpAnswer answer = load.anyAgent(random).get("/v1/kv/" + journal.key() + mode);
      load.answered(answer);
      entry = entry(answer);
    } catch (IOException e) {
      load.failed();
    }
    if (entry == null) {
      pause();
      return null;
    }
    Outcome outcome = new Outcome.Saw(holder ? entry.session() : entry.value());
    journal.add(new Operation(number, new Call.Read(), outcome, invoked, load.now()));
    return entry;
  }

  /** So that an outage does not use up keys and ports. */
  protected final void pause() {
    LockSupport.parkNanos(PAUSE_AFTER_ERROR_NANOS);
  }

  private static @Nullable Entry entry(HttpAnswer answer) {
    if (answer.status() == 404) {
      return Entry.ABSENT;
    }
    Value json = AgentApi.json(answer);
    if (!(JsonPath.find(json, "$[0].ModifyIndex") instanceof Value.Int(long index))) {
      return null;
    }
    String value = JsonPath.find(json, "$[0].Value") instanceof Value.Str(String encoded)
        ? new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)
        : "";
    String session = JsonPath.find(json, "$[0].Session") instanceof Value.Str(String id) ? id : "";
    return new Entry(value, index, session);
  }
}
