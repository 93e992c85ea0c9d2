package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogMachine;
import io.proconsul.raftlog.SocketWires;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One member of {@link ClusterBench}, in a process of its own. Arguments: node id, folder, election
 * timeout, {@code join} or {@code bootstrap}, then id=port of all, of whom the first three begin.
 * Orders come on standard input, answers go to standard output.
 */
final class BenchMember implements LogMachine {
  private static final int COMMAND_BYTES = 200;

  /** Of the apply thread. */
  private final Map<Integer, byte[]> state = new HashMap<>();

  private volatile boolean writeWhenLeading;
  private volatile @Nullable JRaftLog log;

  private BenchMember() {}

  @Override
  public @Nullable Object apply(long index, byte[] command) {
    state.put(ByteBuffer.wrap(command).getInt(), command);
    return null;
  }

  @Override
  public Snapshot capture() {
    var values = List.copyOf(state.values());
    return out -> {
      var data = new DataOutputStream(out);
      data.writeInt(values.size());
      for (var value : values) {
        data.writeInt(value.length);
        data.write(value);
      }
    };
  }

  @Override
  public void restore(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    var count = data.readInt();
    state.clear();
    for (var i = 0; i < count; i++) {
      var value = new byte[data.readInt()];
      data.readFully(value);
      state.put(ByteBuffer.wrap(value).getInt(), value);
    }
    say("restored " + count);
  }

  @Override
  public void leaderStarted(long term) {
    say("leader");
    var opened = log;
    if (writeWhenLeading && opened != null) {
      opened.submit(new byte[COMMAND_BYTES], new Done(() -> say("wrote")));
    }
  }

  @Override
  public void leaderStopped() {
    say("stopped");
  }

  @Override
  public void logFailed(LogException cause) {
    say("failed " + cause.getMessage());
  }

  public static void main(String[] args) throws Exception {
    var ports = new LinkedHashMap<String, Integer>();
    for (var peer : Arrays.asList(args).subList(4, args.length)) {
      var parts = List.of(peer.split("=", 2));
      ports.put(parts.getFirst(), Integer.valueOf(parts.getLast()));
    }
    var wires = new SocketWires(Objects.requireNonNull(ports.get(args[0])));
    ports.forEach(wires::address);
    var mode = args[3].equals("join")
        ? new StartMode.Join()
        : new StartMode.Bootstrap(ports.keySet().stream().limit(3).toList());
    var settings = JRaftSettings.of(Path.of(args[1]), args[0])
        .withElectionTimeout(Duration.ofMillis(Long.parseLong(args[2])))
        .withStart(mode, "bench");
    var member = new BenchMember();
    var log = JRaftLog.start(settings, member, wires);
    member.log = log;
    wires.listen(log::accept);
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        member.order(log, List.of(line.split(" ")));
      }
    }
    System.exit(0);
  }

  private void order(JRaftLog opened, List<String> words) throws Exception {
    switch (words.getFirst()) {
      case "write" -> load(opened, Integer.parseInt(words.get(1)), Long.parseLong(words.get(2)));
      case "fill" -> fill(opened, Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
      case "probe" -> {
        writeWhenLeading = true;
        say("ready");
      }
      case "add" -> opened.addNonVoter(words.get(1), new Reached("added"));
      case "snapshot" -> opened.snapshot(new Reached("saved"));
      default -> say("what? " + words);
    }
  }

  private static void load(JRaftLog log, int callers, long millis) throws Exception {
    var permits = new Semaphore(callers);
    var latencies = new long[2_000_000];
    var count = 0;
    var begin = System.nanoTime();
    do {
      permits.acquire();
      var sent = System.nanoTime();
      var slot = count++ % latencies.length;
      log.submit(new byte[COMMAND_BYTES], new Done(() -> {
        latencies[slot] = System.nanoTime() - sent;
        permits.release();
      }));
    } while (System.nanoTime() - begin < millis * 1_000_000);
    permits.acquire(callers);
    var seconds = (System.nanoTime() - begin) / 1e9;
    var sorted = Arrays.copyOf(latencies, Math.min(count, latencies.length));
    Arrays.sort(sorted);
    say("%d in flight: %.0f/s, p50 %.2f ms, p99 %.2f ms"
        .formatted(
            callers,
            count / seconds,
            sorted[sorted.length / 2] / 1e6,
            sorted[sorted.length * 99 / 100] / 1e6));
  }

  private static void fill(JRaftLog log, int keys, int bytes) throws Exception {
    var permits = new Semaphore(64);
    var all = new CountDownLatch(keys);
    for (var i = 0; i < keys; i++) {
      permits.acquire();
      log.submit(ByteBuffer.allocate(bytes).putInt(i).array(), new Done(() -> {
        permits.release();
        all.countDown();
      }));
    }
    all.await();
    say("filled");
  }

  private static synchronized void say(String text) {
    System.out.println(text);
    System.out.flush();
  }

  private record Done(Runnable then) implements Completion {
    @Override
    public void applied(long index, @Nullable Object result) {
      then.run();
    }

    @Override
    public void failed(LogException cause) {
      say("lost: " + cause.getMessage());
      then.run();
    }
  }

  private record Reached(String word) implements Barrier {
    @Override
    public void reached(long index) {
      say(word);
    }

    @Override
    public void failed(LogException cause) {
      say(word + " not: " + cause.getMessage());
    }
  }
}
