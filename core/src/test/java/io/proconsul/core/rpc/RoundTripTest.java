package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.Command;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final Target TARGET = new Target("dc2", "secret");

  private final TestingRpc rpc = new TestingRpc();

  @Test
  void theListOfMethodsIsTrue() throws Exception {
    Path list = Path.of("src/test/resources/rpc-methods.txt");
    assertThat(List.copyOf(rpc.methods.names())).isEqualTo(Files.readAllLines(list));
  }

  @Property(tries = 200)
  void questionsArriveAsTheyWereAsked(@ForAll long seed) {
    Samples samples = new Samples(new Random(seed));
    for (Query<?> query : samples.queries()) {
      var options = samples.options();
      Incoming arrived = rpc.arrive(rpc.outgoing.ask(TARGET, query, options));
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
      Incoming arrived = rpc.arrive(rpc.outgoing.submit(TARGET, command));
      assertThat(arrived).isInstanceOfSatisfying(Incoming.Submit.class, submit -> {
        assertThat(submit.command()).isEqualTo(withNewId(command));
        assertThat(submit.datacenter()).isEqualTo("dc2");
      });
    }
  }

  @Property(tries = 200)
  void operationsArriveAsTheyWereAsked(@ForAll long seed) {
    for (Operation<?> operation : new Samples(new Random(seed)).operations()) {
      Incoming arrived = rpc.arrive(rpc.outgoing.perform(TARGET, operation));
      assertThat(arrived).isInstanceOfSatisfying(Incoming.Perform.class, perform -> {
        assertThat(perform.operation()).isEqualTo(operation);
        assertThat(perform.datacenter()).isEqualTo("dc2");
      });
    }
  }

  /** A server makes the ids of sessions and prepared queries itself. */
  private static Command<?> withNewId(Command<?> command) {
    return switch (command) {
      case SessionCommand.Create(var session) ->
        new SessionCommand.Create(session.withId(TestingRpc.NEW_ID).withIndexes(0, 0));
      case PreparedQueryCommand.Create(var query) ->
        new PreparedQueryCommand.Create(query.withId(TestingRpc.NEW_ID).withIndexes(0, 0));
      default -> command;
    };
  }
}
