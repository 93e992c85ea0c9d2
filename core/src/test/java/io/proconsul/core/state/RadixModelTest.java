package io.proconsul.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tree against the map that the JDK keeps in the same order. */
class RadixModelTest {
  enum Kind {
    PUT,
    REMOVE,
    REMOVE_PREFIX,
    SCAN,
    COMMIT
  }

  record Step(Kind kind, byte[] key, int value) {
    @Override
    public String toString() {
      return kind + " " + Arrays.toString(key);
    }
  }

  private record Version(Radix<Integer> tree, NavigableMap<byte[], Integer> model) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    var kinds = Arbitraries.frequency(
        net.jqwik.api.Tuple.of(8, Kind.PUT),
        net.jqwik.api.Tuple.of(4, Kind.REMOVE),
        net.jqwik.api.Tuple.of(1, Kind.REMOVE_PREFIX),
        net.jqwik.api.Tuple.of(1, Kind.SCAN),
        net.jqwik.api.Tuple.of(2, Kind.COMMIT));
    return Combinators.combine(kinds, keys(), Arbitraries.integers())
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** Few letters, one of them negative as a Java byte, so that keys nest and part often. */
  @Provide
  Arbitrary<byte[]> keys() {
    return Arbitraries.bytes()
        .between((byte) 0, (byte) 2)
        .map(b -> b == 2 ? (byte) 0xf0 : b)
        .array(byte[].class)
        .ofMaxSize(5);
  }

  @Property(tries = 1500)
  void behavesAsSortedMapAndKeepsOldVersions(
      @ForAll("steps") List<Step> steps, @ForAll("keys") byte[] probe) {
    var versions = new ArrayList<Version>();
    NavigableMap<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
    var txn = Radix.<Integer>empty().begin();
    for (var step : steps) {
      switch (step.kind) {
        case PUT ->
          assertThat(txn.put(step.key, step.value)).isEqualTo(model.put(step.key, step.value));
        case REMOVE -> assertThat(txn.remove(step.key)).isEqualTo(model.remove(step.key));
        case REMOVE_PREFIX -> {
          int before = model.size();
          model.keySet().removeIf(key -> startsWith(key, step.key));
          assertThat(txn.removePrefix(step.key)).isEqualTo(before - model.size());
        }
        case SCAN -> assertThat(scan(txn, step.key)).isEqualTo(withPrefix(model, step.key));
        case COMMIT -> {
          var tree = txn.commit();
          versions.add(new Version(tree, copy(model)));
          txn = tree.begin();
        }
      }
      assertThat(txn.get(step.key)).isEqualTo(model.get(step.key));
      assertThat(txn.size()).isEqualTo(model.size());
    }
    versions.add(new Version(txn.commit(), model));
    versions.forEach(version -> check(version, probe));
  }

  private static void check(Version version, byte[] probe) {
    var tree = version.tree;
    var model = version.model;
    assertThat(tree.size()).isEqualTo(model.size());
    assertThat(tree.get(probe)).isEqualTo(model.get(probe));
    model.forEach((key, value) -> assertThat(tree.get(key)).isEqualTo(value));
    var all = new ArrayList<String>();
    tree.forEach((key, value) -> all.add(entry(key, value)));
    assertThat(all).isEqualTo(texts(model));
    var from = new ArrayList<String>();
    tree.forEachFrom(probe, (key, value) -> from.add(entry(key, value)));
    assertThat(from).isEqualTo(texts(model.tailMap(probe, true)));
    var prefixed = new ArrayList<String>();
    tree.forEachWithPrefix(probe, (key, value) -> prefixed.add(entry(key, value)));
    var expected = withPrefix(model, probe);
    assertThat(prefixed).isEqualTo(expected);
    var first = tree.firstWithPrefix(probe);
    assertThat(first == null).isEqualTo(expected.isEmpty());
    assertThat(first == null || expected.getFirst().endsWith("=" + first)).isTrue();
    checkRange(version, probe);
    Integer longest = null;
    for (var entry : model.entrySet()) {
      longest = startsWith(probe, entry.getKey()) ? entry.getValue() : longest;
    }
    assertThat(tree.longestPrefix(probe)).isEqualTo(longest);
  }

  private static void checkRange(Version version, byte[] probe) {
    var prefix = Arrays.copyOf(probe, Math.min(1, probe.length));
    var range = new ArrayList<String>();
    version.tree.forEachWithPrefixFrom(prefix, probe, (key, value) -> range.add(entry(key, value)));
    assertThat(range).isEqualTo(withPrefix(version.model.tailMap(probe, true), prefix));
  }

  private static List<String> scan(Txn<Integer> txn, byte[] prefix) {
    var seen = new ArrayList<String>();
    txn.forEachWithPrefix(prefix, (key, value) -> seen.add(entry(key, value)));
    return seen;
  }

  private static List<String> withPrefix(NavigableMap<byte[], Integer> model, byte[] prefix) {
    var kept = copy(model);
    kept.keySet().removeIf(key -> !startsWith(key, prefix));
    return texts(kept);
  }

  private static NavigableMap<byte[], Integer> copy(NavigableMap<byte[], Integer> model) {
    NavigableMap<byte[], Integer> copy = new TreeMap<>(Arrays::compareUnsigned);
    copy.putAll(model);
    return copy;
  }

  private static List<String> texts(NavigableMap<byte[], Integer> model) {
    return model.entrySet().stream().map(e -> entry(e.getKey(), e.getValue())).toList();
  }

  private static String entry(byte[] key, Integer value) {
    return Arrays.toString(key) + "=" + value;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
