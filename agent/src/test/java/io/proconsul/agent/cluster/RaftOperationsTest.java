package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.run.StateMachine;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.raftlog.Membership;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator asks of the log, at server 1. */
class RaftOperationsTest {
  private final TestingLog log = new TestingLog();
  private final RaftOperations operations = new RaftOperations(
      new AddressBook(Servers.server(1, 0), Servers.roster(), new StateMachine()));

  @BeforeEach
  void attach() {
    operations.attach(log);
  }

  private String transfer(String id) {
    List<Object> answers = new ArrayList<>();
    Outcome<Object> outcome = new Outcome<>() {
      @Override
      public void done(Object result) {
        answers.add(result);
      }

      @Override
      public void failed(ConsulException cause) {
        answers.add(cause.getMessage());
      }
    };
    operations.perform(
        new RaftOperation.Transfer(id), new AutopilotHealth(true, 0, List.of()), outcome);
    return answers.toString();
  }

  @Test
  void leadershipGoesToAnotherServer() {
    log.members = Membership.ofVoters(List.of(Servers.id(1), Servers.id(2)));
    assertThat(transfer("")).isEqualTo("[true]");
    assertThat(transfer(Servers.id(2))).isEqualTo("[true]");
    assertThat(log.seen).containsExactly("transfer to any", "transfer to " + Servers.id(2));
  }

  @Test
  void leadershipHasNowhereToGoWithoutAnotherVoter() {
    log.members = new Membership(
        1,
        List.of(
            new Membership.Member(Servers.id(1), true, true),
            new Membership.Member(Servers.id(2), false, false)));
    assertThat(transfer("")).isEqualTo("[cannot find peer]");
    assertThat(log.seen).isEmpty();
  }

  @Test
  void leadershipIsNotGivenToOneselfNorToAStranger() {
    log.members = Membership.ofVoters(List.of(Servers.id(1), Servers.id(2)));
    assertThat(transfer(Servers.id(1))).isEqualTo("[cannot transfer leadership to itself]");
    assertThat(transfer("x")).isEqualTo("[id \"x\" was not found in the Raft configuration]");
    assertThat(log.seen).isEmpty();
  }
}
