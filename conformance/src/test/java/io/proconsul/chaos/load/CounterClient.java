package io.proconsul.chaos.load;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.conformance.net.HttpAnswer;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Writes one new key after the other and remembers those that were acknowledged. It keeps to one
 * agent, so that the time for which nobody can write is not that for which all wait for one agent.
 */
final class CounterClient extends Client {
  static final String PREFIX = "count/";

  private final Agent agent;
  private int next;

  CounterClient(int number, Load load, RandomGenerator random, Agent agent) {
    super(number, load, random);
    this.agent = agent;
  }

  @Override
  void step() {
    String key = PREFIX + number + "/" + next++;
    try {
      HttpAnswer answer = agent.api().put("/v1/kv/" + key, key);
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
