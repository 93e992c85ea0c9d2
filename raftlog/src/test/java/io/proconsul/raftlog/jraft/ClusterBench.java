package io.proconsul.raftlog.jraft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures by hand three members in a process each over loopback: writes, the time from the
 * leader's {@code kill -9} to the first write on the next one, and a 200 MB snapshot to a fresh
 * fourth. Arguments: a folder, seconds a phase, election timeout in milliseconds, kills, first
 * port.
 */
final class ClusterBench {
  private static final int KEYS = 200_000;
  private static final int KEY_BYTES = 1000;

  private final Path folder;
  private final String electionMillis;
  private final int firstPort;
  private final LinkedBlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final List<Child> children = new ArrayList<>();

  private record Said(Child by, String text) {}

  private record Child(int number, Process process, Writer orders) {
    void order(String text) throws IOException {
      orders.write(text + "\n");
      orders.flush();
    }
  }

  private ClusterBench(Path folder, String electionMillis, int firstPort) {
    this.folder = folder;
    this.electionMillis = electionMillis;
    this.firstPort = firstPort;
  }

  public static void main(String[] args) throws Exception {
    var bench = new ClusterBench(Path.of(args[0]), args[2], Integer.parseInt(args[4]));
    try {
      for (var i = 1; i <= 3; i++) {
        bench.start(i, "bootstrap");
      }
      var leader = bench.await("leader").by();
      bench.writes(leader, Long.parseLong(args[1]) * 1000);
      for (var i = 0; i < Integer.parseInt(args[3]); i++) {
        leader = bench.failover(leader);
      }
      bench.snapshot(leader);
    } finally {
      bench.children.forEach(child -> child.process().destroyForcibly());
    }
  }

  private Child start(int number, String mode) throws IOException {
    var command = new ArrayList<>(List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-Xmx1500m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        BenchMember.class.getName(),
        "node-" + number,
        folder.resolve("node-" + number).toString(),
        electionMillis,
        mode));
    Stream.of(1, 2, 3, 4).forEach(i -> command.add("node-" + i + "=" + (firstPort + i)));
    var process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    var child = new Child(number, process, process.outputWriter(UTF_8));
    children.add(child);
    Thread.ofVirtual().start(() -> listen(child, process.inputReader(UTF_8)));
    return child;
  }

  private void listen(Child child, BufferedReader reader) {
    try (reader) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        said.add(new Said(child, line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Said await(String start) throws InterruptedException {
    while (true) {
      var next = said.poll(120, TimeUnit.SECONDS);
      if (next == null) {
        throw new IllegalStateException("nobody says " + start);
      }
      if (next.text().startsWith(start)) {
        return next;
      }
    }
  }

  private void writes(Child leader, long millis) throws Exception {
    for (var callers : new int[] {64, 1, 16, 64, 128}) {
      leader.order("write " + callers + " " + millis);
      System.out.println(await(callers + " in flight").text());
    }
  }

  private Child failover(Child leader) throws Exception {
    for (var child : children) {
      if (child.number() != leader.number()) {
        child.order("probe");
        var _ = await("ready");
      }
    }
    said.clear();
    var begin = System.nanoTime();
    leader.process().toHandle().destroyForcibly();
    var next = await("wrote").by();
    System.out.printf("leader killed to first write: %d ms%n", millisSince(begin));
    children.remove(leader);
    start(leader.number(), "bootstrap");
    TimeUnit.SECONDS.sleep(3);
    return next;
  }

  private void snapshot(Child leader) throws Exception {
    leader.order("fill " + KEYS + " " + KEY_BYTES);
    var _ = await("filled");
    var begin = System.nanoTime();
    leader.order("snapshot");
    var _ = await("saved");
    System.out.printf("snapshot saved: %d ms%n", millisSince(begin));
    begin = System.nanoTime();
    var fresh = start(4, "join");
    leader.order("add node-4");
    var restored = await("restored");
    System.out.printf(
        "fresh member, from its process start: %s by node-%d after %d ms%n",
        restored.text(), restored.by().number(), millisSince(begin));
    fresh.process().toHandle().destroyForcibly();
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }
}
