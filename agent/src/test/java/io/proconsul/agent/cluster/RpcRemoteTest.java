package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.member.Roster;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.operation.StatusOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** To whom a client and a server turn. */
class RpcRemoteTest {
  private final TestingCaller caller = new TestingCaller();
  private final List<String> told = new ArrayList<>();
  private final Roster roster = Servers.roster(Servers.member(1, "dc1", 0));

  @Test
  void aServerIsHereInItsOwnDatacenterAndAClientNowhere() {
    assertThat(remote(true).isHere("")).isTrue();
    assertThat(remote(true).isHere("dc1")).isTrue();
    assertThat(remote(true).isHere("dc2")).isFalse();
    assertThat(remote(false).isHere("")).isFalse();
    assertThat(remote(false).isHere("dc1")).isFalse();
  }

  @Test
  void aClientAsksAnyServerOfItsOwnEvenForAnother() {
    leader(remote(false), "dc2");
    assertThat(caller.calls).hasSize(1);
    assertThat(caller.calls.getFirst().server().nodeName()).isEqualTo("s1");
  }

  @Test
  void aServerAsksServersOfTheOther() {
    leader(remote(true), "dc2");
    assertThat(told).containsExactly("No path to datacenter");
    roster.wan(List.of(Servers.member(2, "dc2", 0)));
    leader(remote(true), "dc2");
    assertThat(caller.calls.getFirst().server().nodeName()).isEqualTo("s2");
  }

  @Test
  void whatDoesNotBlockHasThePlainTimeout() {
    leader(remote(false), "");
    assertThat(caller.calls.getFirst().timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  private void leader(RpcRemote remote, String datacenter) {
    remote.perform(datacenter, new StatusOperation.Leader(), new Outcome<>() {
      @Override
      public void done(String result) {
        told.add(result);
      }

      @Override
      public void failed(ConsulException cause) {
        told.add(String.valueOf(cause.getMessage()));
      }
    });
  }

  private RpcRemote remote(boolean server) {
    Attempts attempts =
        new Attempts(caller, (_, _) -> () -> {}, new SplittableRandom(1), Duration.ofSeconds(7));
    return new RpcRemote(
        "dc1",
        server,
        roster,
        attempts,
        new RpcRemote.Timeouts(
            Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(10)));
  }
}
