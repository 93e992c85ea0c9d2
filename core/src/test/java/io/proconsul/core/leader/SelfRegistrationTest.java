package io.proconsul.core.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.Key;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfRegistrationTest {
  private static final Node NODE = new Node(
      "c0ffee00-0000-4000-8000-000000000000", "n1", "10.0.0.1", "dc1", Map.of(), Map.of(), 0, 0);

  private final ManualTimer timer = new ManualTimer();
  private final Applying consensus = new Applying();
  private final SelfRegistration registration = new SelfRegistration(
      SelfRegistration.command(NODE, 8300, SelfRegistration.meta("1.21.4", 8502, -1)),
      consensus.machine,
      consensus,
      timer);

  @Test
  void theLeaderIsInTheCatalogAsSoonAsItLeads() {
    registration.leadershipStarted();
    var tables = consensus.machine.tables();
    var consul = tables.services().get(Key.of("n1", "consul"));
    assertThat(consul).isNotNull();
    assertThat(consul.port()).isEqualTo(8300);
    assertThat(consul.meta())
        .containsEntry("grpc_port", "8502")
        .doesNotContainKey("grpc_tls_port")
        .hasSize(8);
    HealthCheck alive = tables.checks().get(Key.of("n1", "serfHealth"));
    assertThat(alive).isNotNull();
    assertThat(alive.name()).isEqualTo("Serf Health Status");
    assertThat(alive.output()).isEqualTo("Agent alive and reachable");
  }

  @Test
  void whatIsTakenAwayComesBackWithinAMinute() {
    registration.leadershipStarted();
    consensus.apply(new CatalogCommand.Deregister("n1", "consul", ""));
    timer.advance(Duration.ofMinutes(1));
    assertThat(consensus.machine.tables().services().get(Key.of("n1", "consul")))
        .isNotNull();
  }

  @Test
  void nothingIsWrittenWhileAllIsInOrder() {
    registration.leadershipStarted();
    timer.advance(Duration.ofMinutes(10));
    assertThat(consensus.index).isEqualTo(1);
  }

  @Test
  void aFailureIsTriedAgain() {
    consensus.failing = true;
    registration.leadershipStarted();
    consensus.failing = false;
    timer.advance(Duration.ofSeconds(1));
    assertThat(consensus.index).isEqualTo(1);
  }

  @Test
  void itEndsWithTheLeadership() {
    registration.leadershipStarted();
    registration.stop();
    assertThat(timer.waiting()).isZero();
  }

  /** Applies at once, unless it fails. */
  private static final class Applying implements Consensus {
    final StateMachine machine = new StateMachine();
    boolean failing;
    long index;

    void apply(Command<?> command) {
      machine.apply(++index, new Stamped(command, 0));
    }

    @Override
    @SuppressWarnings("unchecked") // the catalog's commands give true
    public <R> void submit(Command<R> command, Outcome<R> outcome) {
      if (failing) {
        outcome.failed(new ConsulException.Overloaded("busy"));
        return;
      }
      apply(command);
      outcome.done((R) Boolean.TRUE);
    }

    @Override
    public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
      outcome.done(true);
    }

    @Override
    public String leaderAddress() {
      return "127.0.0.1:8300";
    }

    @Override
    public List<String> peerAddresses() {
      return List.of();
    }

    @Override
    public long lastContactMillis() {
      return 0;
    }
  }
}
