package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What holds of a simulated pool whatever happens to it. */
interface Invariant {
  void check(Simulation simulation);

  /** Those who are well and see a member otherwise than as the predicate wants. */
  private static List<String> mistaken(
      Simulation simulation, Predicate<SimulatedMember> about, Predicate<@Nullable Member> wanted) {
    List<String> mistaken = new ArrayList<>();
    for (SimulatedMember subject : simulation.members) {
      if (about.test(subject)) {
        String name = SimulatedMember.name(subject.index);
        for (SimulatedMember observer : simulation.members) {
          if (observer.well() && !wanted.test(observer.swim.node.members.find(name))) {
            mistaken.add("m" + observer.index + " about " + name);
          }
        }
      }
    }
    return mistaken;
  }

  /** Who crashed is dead to all who are well, or already forgotten. */
  final class CrashedMembersAreFound implements Invariant {
    @Override
    public void check(Simulation simulation) {
      assertThat(
              mistaken(simulation, SimulatedMember::crashed, view -> view == null || view.isGone()))
          .isEmpty();
    }
  }

  /** Who runs is a member to all who are well: what was wrongly buried has come back. */
  final class LivingMembersAreMembers implements Invariant {
    @Override
    public void check(Simulation simulation) {
      assertThat(mistaken(
              simulation, member -> !member.crashed(), view -> view != null && !view.isGone()))
          .isEmpty();
    }
  }

  /** Nobody is buried before a suspect has had the shortest time to refute. */
  final class NobodyIsBuriedInHaste implements Invariant {
    private final long shortest;

    NobodyIsBuriedInHaste(long shortestNanos) {
      shortest = shortestNanos;
    }

    @Override
    public void check(Simulation simulation) {
      assertThat(simulation.burials)
          .filteredOn(burial -> !burial.isFalse())
          .allMatch(burial -> burial.at() - burial.of().crashedAt >= shortest);
    }
  }

  /** A view's incarnation of a member never goes back. To be checked several times. */
  final class IncarnationsOnlyRise implements Invariant {
    private final Map<String, Long> seen = new HashMap<>();

    @Override
    public void check(Simulation simulation) {
      for (SimulatedMember observer :
          List.of(simulation.members.getFirst(), simulation.members.getLast())) {
        observer.swim.node.members.all().forEach(view -> {
          Long before = seen.put(observer.index + " of " + view.name, view.incarnation);
          if (before != null && before > view.incarnation) {
            throw new AssertionError("m" + observer.index + "'s incarnation of " + view.name);
          }
        });
      }
    }
  }

  /** News waits once for each member at most, and goes away when nothing happens. */
  final class NewsDoesNotPileUp implements Invariant {
    @Override
    public void check(Simulation simulation) {
      for (SimulatedMember member : simulation.members) {
        assertThat(member.swim.queued()).isLessThanOrEqualTo(member.swim.estimatedSize());
      }
    }
  }
}
