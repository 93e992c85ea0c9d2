package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.Command;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;
import io.proconsul.core.session.SessionRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final String NEW_ID = "0c2ff7a6-6f29-41a8-8b6a-8b3a4d3a1f00";
  private static final Target TARGET = new Target("dc2", "secret");

  private final Methods methods =
      new Methods(new Methods.Rules("dc2", new SessionRules(Duration.ofSeconds(10)), () -> NEW_ID));
  private final Outgoing outgoing = new Outgoing("dc2");

  @Test
  void theListOfMethodsIsTrue() throws Exception {
    Path list = Path.of("src/test/resources/rpc-methods.txt");
    assertThat(List.copyOf(methods.names())).isEqualTo(Files.readAllLines(list));
  }

  @Property(tries = 200)
  void questionsArriveAsTheyWereAsked(@ForAll long seed) {
    Samples samples = new Samples(new Random(seed));
    for (Query<?> query : samples.queries()) {
      var options = samples.options();
      Incoming arrived = arrive(outgoing.ask(TARGET, query, options));
      assertThat(arrived).isInstanceOfSatisfying(Incoming.Ask.class, ask -> {
        assertThat(ask.read().query()).isEqualTo(query);
        assertThat(ask.options()).isEqualTo(options);
        assertThat(ask.datacenter()).isEqualTo("dc2");
      });
    }
  }

  @Property(tries = 200)
  void commandsArriveAsTheyWereMade(@ForAll long seed) {
    for (Command<?> command : new Samples(new Random(seed)).commands()) {
      Incoming arrived = arrive(outgoing.submit(TARGET, command));
      assertThat(arrived).isInstanceOfSatisfying(Incoming.Submit.class, submit -> {
        assertThat(submit.command()).isEqualTo(withNewId(command));
        assertThat(submit.datacenter()).isEqualTo("dc2");
      });
    }
  }

  @Property(tries = 200)
  void operationsArriveAsTheyWereAsked(@ForAll long seed) {
    for (Operation<?> operation : new Samples(new Random(seed)).operations()) {
      Incoming arrived = arrive(outgoing.perform(TARGET, operation));
      assertThat(arrived).isInstanceOfSatisfying(Incoming.Perform.class, perform -> {
        assertThat(perform.operation()).isEqualTo(operation);
        assertThat(perform.datacenter()).isEqualTo("dc2");
      });
    }
  }

  private Incoming arrive(Call<?> call) {
    return methods.read(call.method(), call.encode());
  }

  /** A server makes the ids of sessions itself. */
  private static Command<?> withNewId(Command<?> command) {
    return command instanceof SessionCommand.Create(var session)
        ? new SessionCommand.Create(session.withId(NEW_ID).withIndexes(0, 0))
        : command;
  }
}
