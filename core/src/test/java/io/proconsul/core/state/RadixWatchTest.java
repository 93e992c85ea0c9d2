package io.proconsul.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RadixWatchTest {
  private Radix<String> tree = Radix.empty();

  private void change(Consumer<Txn<String>> changes) {
    var txn = tree.begin();
    changes.accept(txn);
    tree = txn.commit();
    txn.fire();
  }

  private void put(String... keys) {
    change(txn -> {
      for (var key : keys) {
        txn.put(Key.of(key), key);
      }
    });
  }

  private WatchSet onKey(String key) {
    var watches = new WatchSet();
    tree.get(Key.of(key), watches);
    return watches;
  }

  private WatchSet onPrefix(String prefix) {
    var watches = new WatchSet();
    tree.forEachWithPrefix(Key.of(prefix), watches, (_, _) -> true);
    return watches;
  }

  @Test
  void putFiresItsKeyAndThePrefixesAboveItAlone() {
    put("web/1", "web/2", "db/1", "db/2");
    var woken =
        List.of(onKey("web/1"), onPrefix("web/"), onPrefix("web/1"), onPrefix("w"), onPrefix(""));
    var asleep = List.of(onKey("web/2"), onKey("db/1"), onPrefix("db/"), onPrefix("web/2"));
    put("web/1");
    assertThat(woken).allMatch(WatchSet::anyFired);
    assertThat(asleep).noneMatch(WatchSet::anyFired);
  }

  @Test
  void removeFiresItsKeyAndThePrefixesAboveItAlone() {
    put("web/1", "web/2", "db/1");
    var woken = List.of(onKey("web/1"), onPrefix("web/"), onPrefix(""));
    var asleep = List.of(onKey("web/2"), onKey("db/1"), onPrefix("db/"));
    change(txn -> txn.remove(Key.of("web/1")));
    assertThat(woken).allMatch(WatchSet::anyFired);
    assertThat(asleep).noneMatch(WatchSet::anyFired);
  }

  @Test
  void prefixOfASingleKeyIsNotWokenByItsNeighbours() {
    put("web/node/1", "db/node/1");
    var asleep = onPrefix("web/");
    put("db/node/2", "x", "db/node/1");
    change(txn -> txn.remove(Key.of("x")));
    assertThat(asleep.anyFired()).isFalse();
  }

  @Test
  void absentKeyFiresWhenItAppears() {
    for (var first : List.of("", "a", "abc", "abd", "x")) {
      tree = Radix.empty();
      put(first);
      var key = onKey("ab");
      var prefix = onPrefix("ab");
      put("ab");
      assertThat(key.anyFired()).as(first).isTrue();
      assertThat(prefix.anyFired()).as(first).isTrue();
    }
  }

  @Test
  void removedPrefixFiresAllBeneathIt() {
    put("a/1", "a/2/3", "a/2/4", "b");
    var woken =
        List.of(onKey("a/1"), onKey("a/2/3"), onPrefix("a/2/"), onPrefix("a"), onKey("a/9"));
    var asleep = onKey("b");
    change(txn -> txn.removePrefix(Key.of("a/")));
    assertThat(woken).allMatch(WatchSet::anyFired);
    assertThat(asleep.anyFired()).isFalse();
  }

  @Test
  void nothingFiresBeforeTheCallerHasPublished() {
    put("a");
    var watches = onKey("a");
    var txn = tree.begin();
    txn.put(Key.of("a"), "new");
    txn.commit();
    assertThat(watches.anyFired()).isFalse();
    txn.fire();
    assertThat(watches.anyFired()).isTrue();
  }

  @Test
  void lateReaderOfAnOldTreeFindsTheFiredWatch() {
    put("a/1", "a/2", "b");
    var old = tree;
    put("a/1");
    var late = new WatchSet();
    old.get(Key.of("a/1"), late);
    assertThat(late.anyFired()).isTrue();
    var latePrefix = new WatchSet();
    old.forEachWithPrefix(Key.of("a/"), latePrefix, (_, _) -> true);
    assertThat(latePrefix.anyFired()).isTrue();
    var unchanged = new WatchSet();
    old.get(Key.of("b"), unchanged);
    assertThat(unchanged.anyFired()).isFalse();
  }

  @Test
  void scanWithinATransactionDoesNotHideReplacedNodes() {
    put("a/1", "a/2");
    var watches = onPrefix("a/");
    change(txn -> {
      txn.put(Key.of("a/3"), "3");
      txn.forEachWithPrefix(Key.of("a/"), (key, _) -> txn.remove(key) != null);
      assertThat(txn.size()).isZero();
    });
    assertThat(watches.anyFired()).isTrue();
  }

  @Test
  void viewOfATransactionIsNotChangedByLaterWrites() {
    var txn = tree.begin();
    txn.put(Key.of("a"), "1");
    var view = txn.view();
    txn.put(Key.of("a"), "2");
    txn.put(Key.of("b"), "3");
    assertThat(view.get(Key.of("a"))).isEqualTo("1");
    assertThat(view.get(Key.of("b"))).isNull();
    assertThat(txn.get(Key.of("a"))).isEqualTo("2");
  }

  @Test
  void crowdedWatchSetFallsBackToTheRoot() {
    change(txn -> {
      for (int i = 0; i < WatchSet.LIMIT + 50; i++) {
        txn.put(Key.of(i), "v");
      }
    });
    var watches = new WatchSet();
    for (int i = 0; i < WatchSet.LIMIT + 50; i++) {
      tree.get(Key.of(i), watches);
    }
    assertThat(watches.size()).isEqualTo(WatchSet.LIMIT + 1);
    change(txn -> txn.put(Key.of(WatchSet.LIMIT + 20), "new"));
    assertThat(watches.anyFired()).isTrue();
  }

  @Test
  void keysMayNestDeeperThanTheStack() {
    change(txn -> {
      for (int i = 0; i < 4000; i++) {
        txn.put(new byte[i * 2], "v");
      }
    });
    assertThat(tree.size()).isEqualTo(4000);
    change(txn -> assertThat(txn.removePrefix(new byte[10])).isEqualTo(3995));
    assertThat(tree.size()).isEqualTo(5);
  }

  @Provide
  Arbitrary<Set<String>> keys() {
    return key().set().ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> key() {
    return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(5);
  }

  /** Whatever differs between two versions has fired; what is read of an unchanged tree has not. */
  @Property(tries = 1500)
  void everyAnswerThatChangesHasBeenWatched(
      @ForAll("keys") Set<String> before,
      @ForAll("keys") Set<String> put,
      @ForAll("keys") Set<String> removed,
      @ForAll("key") String removedPrefix,
      @ForAll("key") String probe) {
    tree = Radix.empty();
    put(before.toArray(String[]::new));
    var key = onKey(probe);
    var prefix = onPrefix(probe);
    var oldKey = tree.get(Key.of(probe));
    var oldPrefix = keysWith(probe);
    change(txn -> {
      removed.forEach(k -> txn.remove(Key.of(k)));
      if (removedPrefix.length() > 2) {
        txn.removePrefix(Key.of(removedPrefix));
      }
      put.stream().filter(k -> !before.contains(k)).forEach(k -> txn.put(Key.of(k), k));
    });
    if ((oldKey == null) != (tree.get(Key.of(probe)) == null)) {
      assertThat(key.anyFired()).isTrue();
    }
    if (!oldPrefix.equals(keysWith(probe))) {
      assertThat(prefix.anyFired()).isTrue();
    }
    assertThat(onKey(probe).anyFired()).isFalse();
    assertThat(onPrefix(probe).anyFired()).isFalse();
  }

  /** With a key of its own on either side, a prefix is a subtree that others leave alone. */
  @Property(tries = 500)
  void changesElsewhereDoNotWakeASubtree(
      @ForAll("keys") Set<String> inside, @ForAll("keys") Set<String> outside) {
    tree = Radix.empty();
    put("x/", "y/");
    inside.forEach(key -> put("x/" + key));
    var watches = new ArrayList<>(List.of(onPrefix("x/")));
    inside.forEach(key -> watches.add(onKey("x/" + key)));
    outside.forEach(key -> put("y/" + key, key));
    change(txn -> outside.forEach(key -> txn.remove(Key.of("y/" + key))));
    assertThat(watches).noneMatch(WatchSet::anyFired);
  }

  private Set<String> keysWith(String prefix) {
    var keys = new TreeSet<String>();
    tree.forEachWithPrefix(Key.of(prefix), (_, value) -> keys.add(value));
    return keys;
  }
}
