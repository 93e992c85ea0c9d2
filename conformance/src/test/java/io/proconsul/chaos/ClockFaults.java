package io.proconsul.chaos;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.Datacenter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Clocks that somebody sets, an hour ahead or back, and back again. They come only when a plan
 * names them, since the agents then run with a library between them and the system.
 */
final class ClockFaults {
  private static final String PREFIX = "set-clock-of-";
  private static final long SECONDS = 3_600;
  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = 100_000_000;

  private ClockFaults() {}

  static List<Fault> all() {
    return List.of(
        new SetClock("leader", 1, (d, r) -> List.of(Fault.leader(d, r))),
        new SetClock("follower", 3, (d, r) -> List.of(Fault.follower(d, r))),
        new SetClock("all-servers", 1, (d, _) -> d.servers()),
        new SetClock("all-agents", 1, (d, _) -> d.agents()));
  }

  static boolean namedIn(String only) {
    return only.contains(PREFIX);
  }

  private static final class SetClock extends AgentFault {
    SetClock(String whose, int servers, Choice choice) {
      super(PREFIX + whose, servers, choice);
    }

    @Override
    String hit(List<Agent> agents, RandomGenerator random) throws IOException {
      Duration offset = Duration.ofSeconds(random.nextBoolean() ? SECONDS : -SECONDS);
      for (Agent agent : agents) {
        agent.setClock(offset);
      }
      for (Agent agent : agents) {
        untilItTells(agent, offset);
      }
      return " by " + offset;
    }

    /** Without this a clock that nothing has moved would pass for one that does no harm. */
    private static void untilItTells(Agent agent, Duration offset) throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (distance(agent, offset).compareTo(NEAR) > 0) {
        if (System.nanoTime() > end) {
          throw new IOException("the clock of " + agent + " was set and did not move");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    /** From what it tells in each answer to what it should. */
    private static Duration distance(Agent agent, Duration offset) throws IOException {
      String date = agent.api().get("/v1/status/leader").header("Date");
      Instant told = RFC_1123_DATE_TIME.parse(date, Instant::from);
      return Duration.between(Instant.now().plus(offset), told).abs();
    }

    @Override
    void heal(Agent agent, Datacenter datacenter) throws IOException {
      agent.setClock(Duration.ZERO);
    }
  }
}
