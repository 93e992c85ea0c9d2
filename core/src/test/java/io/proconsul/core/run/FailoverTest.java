package io.proconsul.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.testing.InMemoryConsensus;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import io.proconsul.model.query.ServiceQuery;
import io.proconsul.model.query.ServiceQuery.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverTest {
  private static final HealthEntry FOUND =
      new HealthEntry(TestingState.nodeNamed("n"), ServiceInstance.of("web", "web", 80), List.of());

  private final World world = new World();
  private final List<QueryAnswer> answers = new ArrayList<>();

  /** Datacenters that are known, the nearest first, and what is asked of them. */
  private static final class World implements Remote, Operations {
    final List<String> asked = new ArrayList<>();
    Set<String> failing = Set.of();
    Set<String> having = Set.of();

    @Override
    public boolean isHere(String datacenter) {
      return datacenter.equals("dc1");
    }

    @Override
    @SuppressWarnings("unchecked") // there is but one question
    public <R> Cancellation ask(
        String datacenter, Query<R> query, ReadOptions options, Outcome<Reply<R>> outcome) {
      asked.add(datacenter);
      if (failing.contains(datacenter)) {
        outcome.failed(new ConsulException.Refused("No path to datacenter"));
        return Cancellation.NONE;
      }
      List<HealthEntry> nodes = having.contains(datacenter) ? List.of(FOUND) : List.of();
      R answer = (R) new QueryAnswer("web", nodes, "", datacenter, 0);
      outcome.done(new Reply<>(answer, Render.Meta.NONE));
      return Cancellation.NONE;
    }

    @Override
    public <R> void submit(String datacenter, Command<R> command, Outcome<R> outcome) {
      throw new AssertionError();
    }

    @Override
    public <R> void perform(String datacenter, Operation<R> operation, Outcome<R> outcome) {
      throw new AssertionError();
    }

    @Override
    @SuppressWarnings("unchecked") // there is but one operation
    public <R> void perform(Operation<R> operation, Outcome<R> outcome) {
      outcome.done((R) List.of("dc1", "near", "mid", "far"));
    }
  }

  private QueryAnswer answer(ServiceQuery.Failover failover) {
    PreparedQuery query =
        PreparedQuery.of("id", "q", "").withService(ServiceQuery.of("web").withFailover(failover));
    new Failover(
            new ActionRunner.Ports(new InMemoryConsensus(new TestingState()), world, world),
            "dc1",
            new QueryAnswer("web", List.of(), "", "dc1", 0),
            new PreparedQueryQuery.ExecuteHere(query, 0, false),
            answers::add)
        .start();
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void theNearestAreAskedBeforeThoseThatAreNamedAndEachOnce() {
    QueryAnswer answer =
        answer(new ServiceQuery.Failover(2, List.of("mid", "unknown", "dc1", "far"), null));
    assertThat(world.asked).containsExactly("near", "mid", "far");
    assertThat(answer.nodes()).isEmpty();
    assertThat(answer.datacenter()).isEqualTo("far");
    assertThat(answer.failovers()).isEqualTo(3);
  }

  @Test
  void theFirstThatHasSomethingEndsIt() {
    world.failing = Set.of("near");
    world.having = Set.of("mid", "far");
    QueryAnswer answer = answer(new ServiceQuery.Failover(3, null, null));
    assertThat(world.asked).containsExactly("near", "mid");
    assertThat(answer.nodes()).containsExactly(FOUND);
    assertThat(answer.datacenter()).isEqualTo("mid");
    assertThat(answer.failovers()).isEqualTo(2);
  }

  @Test
  void whereNobodyAnswersItIsTheOwnAnswerWithTheNumberOfThoseAsked() {
    world.failing = Set.of("near", "mid", "far");
    QueryAnswer answer = answer(new ServiceQuery.Failover(0, List.of("far", "mid"), null));
    assertThat(answer).isEqualTo(new QueryAnswer("web", List.of(), "", "dc1", 2));
  }

  @Test
  void peersHaveNothing() {
    world.having = Set.of("far");
    var targets = List.of(new Target("peer", ""), new Target("", "nope"), new Target("", "far"));
    QueryAnswer answer = answer(new ServiceQuery.Failover(0, null, targets));
    assertThat(world.asked).containsExactly("far");
    assertThat(answer.failovers()).isEqualTo(2);
  }
}
