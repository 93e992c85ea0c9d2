package io.proconsul.chaos.load;

import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.conformance.net.HttpAnswer;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Writes one new key after the other and remembers those that were acknowledged. */
final class CounterClient extends Client {
  static final String PREFIX = "count/";

  private int next;

  CounterClient(int number, Load load, RandomGenerator random) {
    super(number, load, random);
  }

  @Override
  void step() {
    String key = PREFIX + number + "/" + next++;
    try {
      HttpAnswer answer = load.anyAgent(random).put("/v1/kv/" + key, key);
      load.answered(answer);
      if (Boolean.TRUE.equals(AgentApi.flag(answer))) {
        load.acknowledged(key);
        return;
      }
    } catch (IOException e) {
      load.failed();
    }
    pause();
  }
}
