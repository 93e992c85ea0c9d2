package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LocalLog;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogMachine;
import io.proconsul.raftlog.ReplicatedLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Measures a log by hand: start time, submits a second with 1 and 64 callers, idle CPU and memory.
 * Arguments: {@code local} or a folder, and seconds a phase.
 */
final class LogBench {
  private LogBench() {}

  private static final class Counting implements LogMachine {
    final CountDownLatch leading = new CountDownLatch(1);
    long applied;

    @Override
    public @Nullable Object apply(long index, byte[] command) {
      applied++;
      return null;
    }

    @Override
    public Snapshot capture() {
      var count = Long.toString(applied);
      return out -> out.write(count.getBytes(UTF_8));
    }

    @Override
    public void restore(InputStream in) throws IOException {
      applied = Long.parseLong(new String(in.readAllBytes(), UTF_8));
    }

    @Override
    public void leaderStarted(long term) {
      leading.countDown();
    }

    @Override
    public void leaderStopped() {}

    @Override
    public void logFailed(LogException cause) {
      System.out.println("failed: " + cause.getMessage());
    }
  }

  public static void main(String[] args) throws Exception {
    var begin = System.nanoTime();
    var machine = new Counting();
    ReplicatedLog log = args[0].equals("local")
        ? LocalLog.start("node-1", machine)
        : JRaftLog.start(JRaftSettings.of(Path.of(args[0]), "node-1"), machine);
    machine.leading.await();
    phase(log, 1, 1);
    System.out.printf(
        "start to first applied: %d ms; since JVM start %d ms%n",
        (System.nanoTime() - begin) / 1_000_000,
        System.currentTimeMillis()
            - ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli());
    report("after start");
    var millis = Long.parseLong(args[1]) * 1000;
    for (var callers : new int[] {64, 1, 64}) {
      phase(log, callers, millis);
    }
    System.gc();
    report("after load");
    var cpu = cpuMillis();
    Thread.sleep(millis);
    System.out.printf("idle CPU: %d ms in %d ms%n", cpuMillis() - cpu, millis);
    System.out.println(log.stats());
    log.close();
  }

  private static void phase(ReplicatedLog log, int callers, long millis) throws Exception {
    var permits = new Semaphore(callers);
    var latencies = new AtomicLongArray(200_000);
    var count = new AtomicInteger();
    var begin = System.nanoTime();
    var command = new byte[200];
    do {
      permits.acquire();
      var sent = System.nanoTime();
      log.submit(command, new Completion() {
        @Override
        public void applied(long index, @Nullable Object result) {
          latencies.set(count.getAndIncrement() % latencies.length(), System.nanoTime() - sent);
          permits.release();
        }

        @Override
        public void failed(LogException cause) {
          System.out.println(cause);
          permits.release();
        }
      });
    } while (System.nanoTime() - begin < millis * 1_000_000);
    permits.acquire(callers);
    var seconds = (System.nanoTime() - begin) / 1e9;
    var sorted = new long[Math.min(count.get(), latencies.length())];
    Arrays.setAll(sorted, latencies::get);
    Arrays.sort(sorted);
    System.out.printf(
        "%d in flight: %.0f/s, p50 %d us, p99 %d us%n",
        callers,
        count.get() / seconds,
        sorted[sorted.length / 2] / 1000,
        sorted[sorted.length * 99 / 100] / 1000);
  }

  private static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static void report(String when) throws IOException {
    var status = Files.readAllLines(Path.of("/proc/self/status"));
    status.stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
        .forEach(line -> System.out.println(when + ": " + line.replaceAll("\\s+", " ")));
  }
}
