package io.proconsul.chaos.datacenter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A run's files, with notes of what it has started and mounted. When a run was killed, the next one
 * finds its notes and clears up after it: the processes it started, by id and time of start, its
 * mounts, and the namespaces that bear its name.
 */
public final class RunFolder implements AutoCloseable {
  private static final Path ALL = Path.of(System.getProperty("java.io.tmpdir"), "proconsul-chaos");
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final String OWNER = "owner";
  private static final String PROCESSES = "processes";

  private final Path path;
  private boolean kept;

  private RunFolder(Path path) {
    this.path = path;
  }

  public static RunFolder create() throws IOException {
    sweep();
    long pid = ProcessHandle.current().pid();
    Path path = ALL.resolve("pc-" + pid + "-" + RUNS.incrementAndGet());
    Files.createDirectories(path);
    RunFolder folder = new RunFolder(path);
    folder.note(OWNER, pid + " " + startOf(pid));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(path)));
    return folder;
  }

  /** The run's name, which no other run on this machine has at this time. */
  public String name() {
    return path.getFileName().toString();
  }

  public Path path() {
    return path;
  }

  void started(Process process) throws IOException {
    note(PROCESSES, process.pid() + " " + startOf(process.pid()));
  }

  /** A small file system in memory, for a disk that gets full. */
  Path smallDisk(String folder, int megabytes) throws IOException {
    Path mount = Files.createDirectories(path.resolve(folder));
    String size = "size=" + megabytes + "m";
    if (!succeeds(
        "mount", "-t", "tmpfs", "-o", size, path.getFileName().toString(), mount.toString())) {
      throw new IOException("cannot mount a tmpfs on " + mount);
    }
    return mount;
  }

  /** Leaves logs and data where they are, for a look. */
  public void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    clear(path);
    if (kept) {
      Files.deleteIfExists(path.resolve(OWNER));
    } else {
      delete(path);
    }
  }

  private void note(String file, String line) throws IOException {
    Files.writeString(
        path.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Clears up after runs whose process is gone. */
  private static void sweep() throws IOException {
    Files.createDirectories(ALL);
    for (Path run : list(ALL)) {
      Path owner = run.resolve(OWNER);
      if (Files.exists(owner) && Files.readAllLines(owner).stream().noneMatch(RunFolder::lives)) {
        clear(run);
        delete(run);
      }
    }
  }

  private static void clear(Path run) {
    try {
      Path processes = run.resolve(PROCESSES);
      if (Files.exists(processes)) {
        for (String line : Files.readAllLines(processes)) {
          if (lives(line)) {
            ProcessHandle.of(pid(line)).ifPresent(ProcessHandle::destroyForcibly);
          }
        }
      }
      for (String mount : Files.readAllLines(Path.of("/proc/mounts"))) {
        String place = mount.split(" ")[1];
        if (Path.of(place).startsWith(run)) {
          succeeds("umount", "-l", place);
        }
      }
      Path namespaces = Path.of("/run/netns");
      for (Path namespace : Files.isDirectory(namespaces) ? list(namespaces) : List.<Path>of()) {
        if (namespace.getFileName().toString().startsWith(run.getFileName() + "-")) {
          succeeds("ip", "netns", "del", namespace.getFileName().toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pid(String line) {
    return Long.parseLong(line.split(" ")[0]);
  }

  /** Whether the very process lives that the line was written about. */
  private static boolean lives(String line) {
    return line.equals(pid(line) + " " + startOf(pid(line)));
  }

  /** In ticks since the machine started; empty when there is no such process. */
  private static String startOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean succeeds(String... command) throws IOException {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
