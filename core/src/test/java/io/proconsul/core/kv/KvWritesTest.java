package io.proconsul.core.kv;

import static io.proconsul.core.testing.TestingState.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KvWritesTest {
  private static final String S1 = "11111111-1111-1111-1111-111111111111";
  private static final String S2 = "22222222-2222-2222-2222-222222222222";

  private final TestingState state = new TestingState();

  @BeforeEach
  void aNodeWithTwoSessions() {
    state.node("n");
    state.session(S1, "n", Session.RELEASE, Duration.ofSeconds(15));
    state.session(S2, "n", Session.RELEASE, Duration.ZERO);
  }

  private KvEntry get(String key) {
    return state.ask(new KvQuery.Get(key)).result().orElseThrow();
  }

  private long indexOf(String key) {
    return state.ask(new KvQuery.Get(key)).index();
  }

  private Object acquire(String key, String session) {
    return state.apply(new KvCommand.Acquire(entry(key, "v").withLock(0, session)));
  }

  private Object release(String key, String session) {
    return state.apply(new KvCommand.Release(entry(key, "v").withLock(0, session)));
  }

  @Test
  void theSameWriteAgainChangesNothingAndWakesNobody() {
    state.set("a", "1");
    long before = get("a").modifyIndex();
    boolean woken = state.wakes(new KvQuery.Get("a"), () -> state.set("a", "1"));
    assertThat(woken).isFalse();
    assertThat(get("a").modifyIndex()).isEqualTo(before);
  }

  @Test
  void aCompareAndSetOfTheSameValueWinsAndKeepsTheIndex() {
    state.set("a", "1");
    long before = get("a").modifyIndex();
    assertThat(state.apply(new KvCommand.CompareAndSet(entry("a", "1"), before)))
        .isEqualTo(true);
    assertThat(get("a").modifyIndex()).isEqualTo(before);
    assertThat(state.apply(new KvCommand.CompareAndSet(entry("a", "2"), before)))
        .isEqualTo(true);
    assertThat(state.apply(new KvCommand.CompareAndSet(entry("a", "3"), before)))
        .isEqualTo(false);
  }

  @Test
  void indexZeroMeansOnlyIfAbsent() {
    assertThat(state.apply(new KvCommand.CompareAndSet(entry("a", "1"), 0))).isEqualTo(true);
    assertThat(state.apply(new KvCommand.CompareAndSet(entry("a", "2"), 0))).isEqualTo(false);
    assertThat(state.apply(new KvCommand.CompareAndDelete("a", 0))).isEqualTo(false);
    assertThat(state.apply(new KvCommand.CompareAndDelete("absent", 7))).isEqualTo(true);
  }

  @Test
  void acquiringCountsUpOnceForEachHolding() {
    assertThat(acquire("k", S1)).isEqualTo(true);
    assertThat(acquire("k", S1)).isEqualTo(true);
    assertThat(get("k").lockIndex()).isEqualTo(1);
    assertThat(acquire("k", S2)).isEqualTo(false);
    assertThat(release("k", S2)).isEqualTo(false);
    assertThat(release("k", S1)).isEqualTo(true);
    assertThat(get("k").session()).isEmpty();
    assertThat(get("k").lockIndex()).isEqualTo(1);
    assertThat(acquire("k", S2)).isEqualTo(true);
    assertThat(get("k").lockIndex()).isEqualTo(2);
  }

  @Test
  void anUnknownSessionCannotAcquire() {
    assertThat(state.refusal(new KvCommand.Acquire(entry("k", "v").withLock(0, "nope"))))
        .isEqualTo("invalid session \"nope\"");
  }

  @Test
  void aPlainWriteKeepsTheHolderButNotTheCount() {
    acquire("k", S1);
    state.set("k", "other");
    assertThat(get("k").session()).isEqualTo(S1);
    assertThat(get("k").lockIndex()).isZero();
  }

  @Test
  void sessionEndReleasesItsKeysAndHoldsThemBackForTheLockDelay() {
    acquire("k", S1);
    state.apply(new SessionCommand.Destroy(S1));
    assertThat(get("k").session()).isEmpty();
    assertThat(acquire("k", S2)).isEqualTo(false);
    state.nowMillis += 15_001;
    assertThat(acquire("k", S2)).isEqualTo(true);
  }

  @Test
  void aReleasedKeyIsNotReleasedOnceMoreWhenItsSessionEnds() {
    acquire("k", S1);
    release("k", S1);
    long before = get("k").modifyIndex();
    state.apply(new SessionCommand.Destroy(S1));
    assertThat(get("k").modifyIndex()).isEqualTo(before);
  }

  @Test
  void indexesNeverGoBackWhenKeysGo() {
    state.set("p/a", "1");
    state.set("p/b", "2");
    state.set("other", "3");
    state.apply(new KvCommand.Delete("p/b"));
    long afterDelete = state.index;
    assertThat(state.ask(new KvQuery.ListEntries("p/")).index()).isEqualTo(afterDelete);
    assertThat(indexOf("p/b")).isEqualTo(afterDelete);
    state.apply(new KvCommand.DeleteTree("p/"));
    assertThat(state.ask(new KvQuery.ListEntries("p/")).result()).isEmpty();
    assertThat(state.ask(new KvQuery.ListEntries("p/")).index()).isEqualTo(state.index);
  }

  @Test
  void onlyWritesBeneathAPrefixWakeIt() {
    state.set("p/a", "1");
    state.set("q", "1");
    KvQuery.ListEntries query = new KvQuery.ListEntries("p/");
    assertThat(state.wakes(query, () -> state.set("q", "2"))).isFalse();
    assertThat(state.wakes(query, () -> state.set("p/b", "2"))).isTrue();
    assertThat(state.wakes(query, () -> state.apply(new KvCommand.Delete("p/a"))))
        .isTrue();
  }

  @Test
  void keysAreCutAfterTheSeparator() {
    List.of("a/1", "a/2", "a/b/3", "c").forEach(key -> state.set(key, "x"));
    assertThat(state.ask(new KvQuery.ListKeys("", "/")).result()).containsExactly("a/", "c");
    assertThat(state.ask(new KvQuery.ListKeys("a/", "/")).result())
        .containsExactly("a/1", "a/2", "a/b/");
    assertThat(state.ask(new KvQuery.ListKeys("a", "")).result())
        .containsExactly("a/1", "a/2", "a/b/3");
  }
}
