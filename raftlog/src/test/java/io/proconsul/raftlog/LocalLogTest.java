package io.proconsul.raftlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.raftlog.LogException.Reason;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LocalLogTest {
  private final TestingMachine machine = new TestingMachine();
  private final LocalLog log = LocalLog.start("node-1", machine, 4);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void numbersCommandsBehindTheLeadersEntryAndHandsBackTheResult() throws Exception {
    assertThat(submit("a").result()).isEqualTo("a@2");
    assertThat(submit("b").index()).isEqualTo(3);
    assertThat(log.stats().appliedIndex()).isEqualTo(3);
    assertThat(log.leader()).contains("node-1");
    assertThat(log.stats().peerCount()).isZero();
  }

  @Test
  void leadsBeforeItAppliesAndStopsAfter() throws Exception {
    var _ = submit("a").index();
    log.close();
    assertThat(machine.events).containsExactly("leader", "stopped");
  }

  @Test
  void refusesWhatIsAboveTheBoundAndRecovers() throws Exception {
    var hold = machine.hold();
    var accepted = new ArrayList<TestingCompletion>();
    for (var i = 0; i < 4; i++) {
      accepted.add(submit("w" + i));
    }
    assertThat(submit("over").failure().reason()).isEqualTo(Reason.BUSY);
    hold.countDown();
    for (var completion : accepted) {
      assertThat(completion.index()).isPositive();
    }
    assertThat(submit("after").index()).isEqualTo(6);
  }

  @Test
  void closeFinishesWhatWasAcceptedAndRefusesTheRest() throws Exception {
    var hold = machine.hold();
    var accepted = submit("a");
    hold.countDown();
    log.close();
    assertThat(accepted.answered()).isTrue();
    assertThat(accepted.index()).isEqualTo(2);
    assertThat(submit("b").failure().reason()).isEqualTo(Reason.CLOSED);
    assertThat(barrier().failure().reason()).isEqualTo(Reason.CLOSED);
    assertThat(log.leader()).isEmpty();
  }

  @Test
  void barrierShowsWhatWasAcknowledged() throws Exception {
    var index = submit("a").index();
    assertThat(barrier().index()).isEqualTo(index);
    assertThat(machine.applied()).containsExactly("a");
  }

  @Test
  void exceptionInApplyStopsTheLogAndForgetsNobody() throws Exception {
    var hold = machine.hold();
    var bad = submit("boom");
    var waiting = submit("later");
    hold.countDown();
    assertThat(bad.failure().reason()).isEqualTo(Reason.FAILED);
    assertThat(waiting.failure().reason()).isEqualTo(Reason.CLOSED);
    log.close();
    assertThat(machine.events).containsExactly("leader", "failed FAILED");
    assertThat(submit("x").failure().reason()).isEqualTo(Reason.CLOSED);
  }

  @Test
  void completionThatThrowsDoesNotStopTheLog() throws Exception {
    log.submit("a".getBytes(UTF_8), new Completion() {
      @Override
      public void applied(long index, @Nullable Object result) {
        throw new IllegalStateException("the submitter's mistake");
      }

      @Override
      public void failed(LogException cause) {}
    });
    assertThat(submit("b").index()).isEqualTo(3);
  }

  @Test
  void manySubmittersEachGetTheirOwnIndex() throws Exception {
    try (var wide = LocalLog.start("node-2", new TestingMachine());
        var pool = Executors.newFixedThreadPool(8)) {
      var completions = new ArrayList<TestingCompletion>();
      for (var i = 0; i < 1000; i++) {
        var completion = new TestingCompletion();
        completions.add(completion);
        pool.execute(() -> wide.submit("x".getBytes(UTF_8), completion));
      }
      var indexes = new ArrayList<Long>();
      for (var completion : completions) {
        indexes.add(completion.index());
      }
      assertThat(indexes).doesNotHaveDuplicates().hasSize(1000);
      assertThat(wide.stats().appliedIndex()).isEqualTo(1001);
    }
  }

  @Test
  void whoeverWantsToJoinIsToldThatItIsAlone() throws Exception {
    var done = new TestingCompletion();
    log.addVoter("node-2", done);
    assertThat(done.failure().reason()).isEqualTo(Reason.REFUSED);
    assertThat(done.failure())
        .hasMessage("this log is kept in memory and has one server: the server node-2 cannot be"
            + " added");
    assertThat(submit("a").index()).isPositive();
    assertThat(log.configuration().members())
        .containsExactly(new Membership.Member("node-1", true, true));
    assertThat(log.progress()).isEmpty();
    var gone = new TestingCompletion();
    log.remove("node-2", gone);
    assertThat(gone.index()).isNotNegative();
  }

  private TestingCompletion submit(String command) {
    var completion = new TestingCompletion();
    log.submit(command.getBytes(UTF_8), completion);
    return completion;
  }

  private TestingCompletion barrier() {
    var completion = new TestingCompletion();
    log.readBarrier(ReadMode.CONFIRMED, completion);
    return completion;
  }
}
