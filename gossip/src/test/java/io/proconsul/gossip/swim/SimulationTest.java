package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A large pool with loss, half-deaf and slow members, in virtual time. {@code -Dgossip.members},
 * {@code -Dgossip.minutes} and {@code -Dgossip.seed} make it larger, longer and different.
 */
class SimulationTest {
  private static final int MEMBERS = Integer.getInteger("gossip.members", 1000);
  private static final int MINUTES = Integer.getInteger("gossip.minutes", 1);
  private static final long SEED = Long.getLong("gossip.seed", 20250101);
  private static final int CRASHES = 8;

  @Test
  void aLargePoolFindsWhoCrashedAndNobodyElse() {
    Simulation.Plan plan =
        new Simulation.Plan(MEMBERS, MEMBERS / 200, 0.02, MEMBERS / 100, Tuning.LAN);
    Simulation simulation = new Simulation(plan, SEED);
    List<Invariant> always =
        List.of(new Invariant.IncarnationsOnlyRise(), new Invariant.NewsDoesNotPileUp());
    for (int i = 0; i < CRASHES; i++) {
      simulation.run(Duration.ofSeconds(1));
      simulation.crash((1 + i) * (MEMBERS / 10));
      always.forEach(invariant -> invariant.check(simulation));
    }
    simulation.run(Duration.ofSeconds(20L + 60L * (MINUTES - 1)));
    simulation.slowUntil = simulation.now;
    simulation.run(Duration.ofSeconds(14));
    always.forEach(invariant -> invariant.check(simulation));
    new Invariant.CrashedMembersAreFound().check(simulation);
    new Invariant.LivingMembersAreMembers().check(simulation);
    new Invariant.NobodyIsBuriedInHaste(Suspicion.shortestNanos(4, MEMBERS, Duration.ofSeconds(1)))
        .check(simulation);
    report("2 % loss, 1 % half deaf, 0.5 % slow", plan, simulation);
    assertThat(simulation.burials).noneMatch(Simulation.Burial::isUnjust);
  }

  /** The paper's figure: Lifeguard has less than a fiftieth of SWIM's false positives. */
  @Test
  void slowMembersDoNotAccuseTheOthers() {
    int members = MEMBERS / 5;
    Tuning plain = Tuning.LAN
        .with(new Tuning.Probing(Duration.ofSeconds(1), Duration.ofMillis(500), 3, true, 1))
        .with(new Tuning.Suspecting(4, 1, Duration.ofSeconds(30)));
    long[] unjust = new long[2];
    for (int i = 0; i < 2; i++) {
      Tuning tuning = i == 0 ? plain : Tuning.LAN;
      Simulation.Plan plan = new Simulation.Plan(members, members / 20, 0, 0, tuning);
      Simulation simulation = new Simulation(plan, SEED);
      simulation.run(Duration.ofSeconds(30));
      simulation.crash(members - 1);
      simulation.run(Duration.ofSeconds(30L * MINUTES));
      report(i == 0 ? "5 % slow, SWIM" : "5 % slow, Lifeguard", plan, simulation);
      unjust[i] =
          simulation.burials.stream().filter(Simulation.Burial::isUnjust).count();
    }
    assertThat(unjust[0]).isPositive();
    assertThat(unjust[1]).isLessThanOrEqualTo(unjust[0] / 50);
  }

  private static void report(String title, Simulation.Plan plan, Simulation simulation) {
    long[] all = simulation.burials.stream()
        .filter(burial -> !burial.isFalse())
        .mapToLong(burial -> burial.at() - burial.of().crashedAt)
        .sorted()
        .toArray();
    List<SimulatedMember> crashed =
        simulation.members.stream().filter(SimulatedMember::crashed).toList();
    long[] first = new long[crashed.size()];
    for (int i = 0; i < first.length; i++) {
      SimulatedMember member = crashed.get(i);
      first[i] = simulation.burials.stream()
          .filter(burial -> burial.of() == member)
          .mapToLong(burial -> burial.at() - member.crashedAt)
          .min()
          .orElse(0);
    }
    Arrays.sort(first);
    double seconds = simulation.now / 1e9;
    double bytes =
        simulation.members.stream().mapToLong(m -> m.bytesSent).average().orElse(0);
    System.out.printf(
        Locale.ROOT,
        "gossip simulation: %d members, %s: first detection median %.1f s, max %.1f s; by all median"
            + " %.1f s, p99 %.1f s; false positives %d, of the well %d; %.0f bytes/s a member%n",
        plan.members(),
        title,
        quantile(first, 0.5),
        quantile(first, 1),
        quantile(all, 0.5),
        quantile(all, 0.99),
        simulation.burials.stream().filter(Simulation.Burial::isFalse).count(),
        simulation.burials.stream().filter(Simulation.Burial::isUnjust).count(),
        bytes / seconds);
  }

  private static double quantile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e9;
  }
}
