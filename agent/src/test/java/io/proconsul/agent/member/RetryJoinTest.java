package io.proconsul.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.config.ClusterConfig;
import io.proconsul.agent.config.PoolConfig;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.pool.JoinResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RetryJoinTest {
  private static final List<String> HOSTS = List.of("192.0.2.1", "192.0.2.2:8301");
  private static final JoinResult REFUSED =
      new JoinResult(0, List.of(new JoinResult.Failure("192.0.2.1", "connection refused")));

  private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<String> end = new CompletableFuture<>();

  @Test
  void itTriesUntilSomebodyAnswers() throws Exception {
    RetryJoin join = join(0, Duration.ofMillis(1), hosts -> {
      if (asked.size() < 4) {
        return REFUSED;
      }
      end.complete("joined");
      return new JoinResult(1, List.of());
    });
    join.start();
    assertThat(end()).isEqualTo("joined");
    join.join();
    assertThat(asked).hasSize(4).containsOnly(HOSTS);
  }

  @Test
  void itGivesUpAfterSoManyAttemptsAgain() throws Exception {
    RetryJoin join = join(2, Duration.ofMillis(1), _ -> REFUSED);
    join.start();
    assertThat(end()).isEqualTo("gave up");
    join.join();
    assertThat(asked).hasSize(3);
  }

  @Test
  void nobodyToJoinIsNoFailure() {
    RetryJoin join = new RetryJoin(
        "LAN",
        config(List.of(), 1, Duration.ofHours(1)),
        _ -> REFUSED,
        () -> end.complete("gave up"));
    join.start();
    join.close();
    assertThat(end).isNotDone();
  }

  @Test
  void closingEndsTheWaitForTheNextAttempt() throws Exception {
    CountDownLatch tried = new CountDownLatch(1);
    RetryJoin join = join(1, Duration.ofHours(1), _ -> {
      tried.countDown();
      return REFUSED;
    });
    join.start();
    assertThat(tried.await(90, TimeUnit.SECONDS)).isTrue();
    join.close();
    join.join();
    assertThat(asked).hasSize(1);
    assertThat(end).isNotDone();
  }

  @Test
  void anAgentThatHasLeftJoinsNobody() throws Exception {
    RetryJoin join = join(1, Duration.ofHours(1), _ -> {
      throw new GossipException("Serf can't Join after Leave or Shutdown");
    });
    join.start();
    join.join();
    assertThat(asked).hasSize(1);
    assertThat(end).isNotDone();
  }

  private interface Attempt {
    JoinResult join(List<String> hosts);
  }

  private RetryJoin join(int max, Duration interval, Attempt attempt) {
    return new RetryJoin(
        "LAN",
        config(HOSTS, max, interval),
        hosts -> {
          asked.add(hosts);
          return attempt.join(hosts);
        },
        () -> end.complete("gave up"));
  }

  private static PoolConfig config(List<String> hosts, int max, Duration interval) {
    PoolConfig pool = ClusterConfig.DEFAULT.lan();
    return new PoolConfig("", List.of(), hosts, interval, max, Duration.ZERO, pool.timing());
  }

  private String end() throws Exception {
    return end.get(90, TimeUnit.SECONDS);
  }
}
