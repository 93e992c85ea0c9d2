package io.proconsul.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastQueueTest {
  private final BroadcastQueue queue = new BroadcastQueue(4, 5);
  private final List<String> finished = new ArrayList<>();

  private void add(String subject, int size) {
    queue.add(subject, new byte[size], () -> finished.add(subject + size));
  }

  private List<Integer> take(int limit) {
    return queue.take(2, limit, 5).stream().map(message -> message.length).toList();
  }

  @ParameterizedTest
  @CsvSource({"1,4", "9,4", "10,8", "99,8", "1000,16"})
  void howOftenGrowsWithThePool(int members, int limit) {
    assertThat(BroadcastQueue.transmitLimit(4, members)).isEqualTo(limit);
  }

  @Test
  void theLargestThatFitsGoesFirst() {
    add("a", 10);
    add("b", 30);
    add("c", 20);
    assertThat(take(50)).containsExactly(30, 10);
    assertThat(take(50)).containsExactly(20, 10);
    assertThat(take(5)).isEmpty();
  }

  @Test
  void whatWasSentLeastGoesBeforeTheRest() {
    add("a", 10);
    assertThat(take(100)).containsExactly(10);
    add("b", 5);
    assertThat(take(8)).containsExactly(5);
    assertThat(take(13)).containsExactly(10);
  }

  @Test
  void newsOfTheSameSubjectTakesThePlaceOfOlder() {
    add("a", 10);
    add("a", 11);
    assertThat(finished).containsExactly("a10");
    assertThat(take(100)).containsExactly(11);
    add("", 1);
    add("", 2);
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void aPieceIsSentALimitedNumberOfTimes() {
    add("a", 10);
    for (int i = 0; i < 3; i++) {
      assertThat(take(100)).hasSize(1);
    }
    assertThat(finished).isEmpty();
    assertThat(take(100)).hasSize(1);
    assertThat(finished).containsExactly("a10");
    assertThat(take(100)).isEmpty();
  }

  @Test
  void whatWasSentMostGoesWhenThereIsTooMuch() {
    add("old", 1);
    take(100);
    for (int i = 2; i < 7; i++) {
      add("new" + i, i);
    }
    assertThat(queue.size()).isEqualTo(5);
    assertThat(finished).containsExactly("old1");
  }
}
