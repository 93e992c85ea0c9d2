package io.proconsul.chaos.load;

import io.proconsul.chaos.check.Call;
import io.proconsul.chaos.check.Outcome;
import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.JsonPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Takes locks and gives them back, and now and then ends its session. Its sessions belong to a node
 * without an agent and to no check, so that nothing but itself ends them.
 */
final class LockClient extends Client {
  static final String NODE = "chaos-locks";
  private static final int ENDS_SESSION_PERCENT = 4;

  private final KeyRing keys;
  private final Set<Journal> touched = new HashSet<>();
  private String session = "";

  LockClient(int number, Load load, RandomGenerator random, KeyRing keys) {
    super(number, load, random);
    this.keys = keys;
  }

  @Override
  void step() {
    if (session.isEmpty()) {
      createSession();
    } else if (random.nextInt(100) < ENDS_SESSION_PERCENT) {
      endSession();
    } else {
      useLock(keys.pick(random));
    }
  }

  private void useLock(Journal journal) {
    touched.add(journal);
    String path = "/v1/kv/" + journal.key();
    Outcome acquired = write(
        journal,
        new Call.Acquire(session),
        api -> api.put(path + "?acquire=" + session, "held by " + number));
    if (random.nextBoolean()) {
      read(journal, "?consistent", true);
    }
    if (!acquired.equals(Outcome.REFUSED)) {
      write(
          journal, new Call.Release(session), api -> api.put(path + "?release=" + session, "free"));
    }
  }

  private void createSession() {
    try {
      String body = "{\"Node\": \"" + NODE + "\", \"NodeChecks\": [], \"LockDelay\": \"0s\"}";
      Value answer = AgentApi.json(load.anyAgent(random).put("/v1/session/create", body));
      if (JsonPath.find(answer, "$.ID") instanceof Value.Str(String id)) {
        session = id;
        return;
      }
    } catch (IOException e) {
      load.failed();
    }
    pause();
  }

  /** The end concerns every lock that the session may hold, so each journal gets it. */
  private void endSession() {
    String ended = session;
    session = "";
    long invoked = load.now();
    boolean done = false;
    try {
      AgentApi api = load.anyAgent(random);
      done = Boolean.TRUE.equals(AgentApi.flag(api.put("/v1/session/destroy/" + ended, "")));
    } catch (IOException e) {
      load.failed();
    }
    for (Journal journal : touched) {
      journal.add(load.ended(number, new Call.Destroy(ended), done, invoked));
    }
    touched.clear();
  }
}
