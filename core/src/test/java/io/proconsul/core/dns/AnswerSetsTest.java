package io.proconsul.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.dns.DnsAnswer.Choice;
import io.proconsul.core.state.Watch;
import io.proconsul.core.state.WatchSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kept answers: as long as they hold, and no more than there is room for. */
class AnswerSetsTest {
  private final AnswerSets sets = new AnswerSets(4);

  @Test
  void anAnswerGoesWhenItsWatchFires() {
    Watch watch = new Watch();
    WatchSet watches = new WatchSet();
    watches.add(watch);
    sets.put(key(1), DnsAnswer.noData(), watches);
    assertThat(sets.get(key(1))).isNotNull();
    assertThat(sets.get(key(2))).isNull();
    watch.fire();
    assertThat(sets.get(key(1))).isNull();
    assertThat(sets.size()).isZero();
  }

  @Test
  void whatHoldsNoLongerMakesRoomFirst() {
    Watch watch = new Watch();
    for (int i = 0; i < 4; i++) {
      WatchSet watches = new WatchSet();
      if (i != 2) {
        watches.add(watch);
      }
      sets.put(key(i), DnsAnswer.noData(), watches);
    }
    watch.fire();
    sets.put(key(4), DnsAnswer.noData(), new WatchSet());
    assertThat(sets.get(key(2))).isNotNull();
    assertThat(sets.size()).isEqualTo(2);
  }

  @Test
  void neverMoreAnswersOrRecordsThanAgreed() {
    for (int i = 0; i < 100; i++) {
      sets.put(key(i), DnsAnswer.noData(), new WatchSet());
      assertThat(sets.size()).isBetween(1, 4);
    }
    Choice choice = new Choice(List.of(), List.of(DnsRecord.text(WireName.QUESTION, 0, "x")));
    DnsAnswer huge = DnsAnswer.of(Collections.nCopies(1 << 17, choice));
    sets.put(key(1_000), huge, new WatchSet());
    assertThat(sets.get(key(1_000))).isNull();
  }

  private static AnswerSets.Key key(int number) {
    return new AnswerSets.Key(new byte[] {(byte) number, (byte) (number >> 8)}, RecordType.A);
  }
}
