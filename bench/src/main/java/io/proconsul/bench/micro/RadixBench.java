package io.proconsul.bench.micro;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Radix;
import io.proconsul.core.state.Txn;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The radix tree beneath all tables. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RadixBench {
  @Param({"1000", "100000"})
  public int size;

  private byte[][] keys = {};
  private Radix<Integer> tree = Radix.empty();
  private int next;

  @Setup
  public void fill() {
    keys = new byte[size][];
    Txn<Integer> txn = Radix.<Integer>empty().begin();
    for (int i = 0; i < size; i++) {
      keys[i] = Key.of(Population.key(i));
      txn.put(keys[i], i);
    }
    tree = txn.commit();
  }

  private byte[] key() {
    next = (next + 7) % size;
    return keys[next];
  }

  @Benchmark
  public @Nullable Integer get() {
    return tree.get(key());
  }

  /** One put in a transaction of its own: the whole way to the root is copied. */
  @Benchmark
  public Radix<Integer> put() {
    Txn<Integer> txn = tree.begin();
    txn.put(key(), next);
    tree = txn.commit();
    txn.fire();
    return tree;
  }

  /** A thousand puts in one transaction, which copies each node once. */
  @Benchmark
  public Radix<Integer> putThousand() {
    Txn<Integer> txn = tree.begin();
    for (int i = 0; i < 1_000; i++) {
      txn.put(key(), i);
    }
    return txn.commit();
  }
}
