package io.proconsul.chaos;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** Waits until a datacenter serves again: a write through each of its agents. */
final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Datacenter datacenter;

  Patience(Datacenter datacenter) {
    this.datacenter = datacenter;
  }

  /** @return through whom no write was possible in time */
  List<String> untilAllServe(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    List<Agent> waiting = new ArrayList<>(datacenter.agents());
    List<String> why = new ArrayList<>();
    while (!waiting.isEmpty() && System.nanoTime() < end) {
      why.clear();
      waiting.removeIf(agent -> serves(agent, why));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return waiting.isEmpty() ? List.of() : why;
  }

  private static boolean serves(Agent agent, List<String> why) {
    OptionalInt ended = agent.endedByItself();
    if (ended.isPresent()) {
      why.add(agent + " has ended with code " + ended.getAsInt());
      return false;
    }
    try {
      var answer = agent.api().put("/v1/kv/probe/" + agent, "here");
      if (Boolean.TRUE.equals(AgentApi.flag(answer))) {
        return true;
      }
      why.add(
          agent + " answers " + answer.status() + " " + AgentApi.text(answer).strip());
    } catch (IOException e) {
      why.add(agent + ": " + e.getMessage());
    }
    return false;
  }
}
